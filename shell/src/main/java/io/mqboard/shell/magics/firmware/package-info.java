/** Magics about the firmware of a board. */
@NullMarked
package io.mqboard.shell.magics.firmware;

import org.jspecify.annotations.NullMarked;
