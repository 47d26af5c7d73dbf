/** Magics that save typing: names for lines, what was typed before, sessions as scripts. */
@NullMarked
package io.mqboard.shell.magics.shortcuts;

import org.jspecify.annotations.NullMarked;
