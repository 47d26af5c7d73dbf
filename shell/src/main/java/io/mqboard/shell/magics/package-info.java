/** The magics themselves: one class for each, and the table that lists them. */
@NullMarked
package io.mqboard.shell.magics;

import org.jspecify.annotations.NullMarked;
