/** What stands in a line of a script beyond the magics themselves: variables, their expansion, conditions, lengths of time. */
@NullMarked
package io.mqboard.shell.script.language;

import org.jspecify.annotations.NullMarked;
