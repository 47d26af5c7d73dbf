/** Magics about where relative paths begin, here and on boards. */
@NullMarked
package io.mqboard.shell.magics.folders;

import org.jspecify.annotations.NullMarked;
