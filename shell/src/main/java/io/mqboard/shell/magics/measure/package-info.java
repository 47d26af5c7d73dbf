/** Magics that measure: time, memory, names, values over time. */
@NullMarked
package io.mqboard.shell.magics.measure;

import org.jspecify.annotations.NullMarked;
