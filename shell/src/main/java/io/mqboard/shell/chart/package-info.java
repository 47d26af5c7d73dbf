/** Pictures of numbers: on a terminal in Braille patterns, and as files. */
@NullMarked
package io.mqboard.shell.chart;

import org.jspecify.annotations.NullMarked;
