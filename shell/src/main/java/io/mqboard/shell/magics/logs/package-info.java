/** Magics about what boards say and how they are: logs, a live table, a diagnosis. */
@NullMarked
package io.mqboard.shell.magics.logs;

import org.jspecify.annotations.NullMarked;
