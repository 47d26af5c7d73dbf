/** Log lines of boards: read, kept, filtered, shown and saved. */
@NullMarked
package io.mqboard.shell.logs;

import org.jspecify.annotations.NullMarked;
