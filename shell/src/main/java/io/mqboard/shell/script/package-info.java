/** Lines of any source become statements, and one loop runs them. */
@NullMarked
package io.mqboard.shell.script;

import org.jspecify.annotations.NullMarked;
