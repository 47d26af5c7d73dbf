/** Magics about the shell itself. */
@NullMarked
package io.mqboard.shell.magics.session;

import org.jspecify.annotations.NullMarked;
