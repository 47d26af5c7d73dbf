/** Magics that run Python, or scripts. */
@NullMarked
package io.mqboard.shell.magics.python;

import org.jspecify.annotations.NullMarked;
