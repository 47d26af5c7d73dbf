/** The command line: options, exit codes and the text of errors. */
@NullMarked
package io.mqboard.shell.cli;

import org.jspecify.annotations.NullMarked;
