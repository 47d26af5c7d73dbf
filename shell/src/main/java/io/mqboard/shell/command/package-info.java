/** The magics: one table, one row for each, and what a running command may use. */
@NullMarked
package io.mqboard.shell.command;

import org.jspecify.annotations.NullMarked;
