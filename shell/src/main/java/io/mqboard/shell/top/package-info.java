/** How boards are doing, again and again: what is asked of them, and the table. */
@NullMarked
package io.mqboard.shell.top;

import org.jspecify.annotations.NullMarked;
