/** Magics about sets of files that are changed together. */
@NullMarked
package io.mqboard.shell.magics.sync;

import org.jspecify.annotations.NullMarked;
