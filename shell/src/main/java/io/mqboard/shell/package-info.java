/** The program: reads lines from a terminal, a script or the command line and runs them against boards. */
@NullMarked
package io.mqboard.shell;

import org.jspecify.annotations.NullMarked;
