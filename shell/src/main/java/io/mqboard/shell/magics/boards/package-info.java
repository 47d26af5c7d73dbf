/** Magics about boards. */
@NullMarked
package io.mqboard.shell.magics.boards;

import org.jspecify.annotations.NullMarked;
