/** What a line editor must know of Python: tokens, whether a block is still open, indentation, and top-level {@code await}. */
@NullMarked
package io.mqboard.shell.python;

import org.jspecify.annotations.NullMarked;
