/** Where everything goes that a user sees, and what makes it safe to be seen. */
@NullMarked
package io.mqboard.shell.output;

import org.jspecify.annotations.NullMarked;
