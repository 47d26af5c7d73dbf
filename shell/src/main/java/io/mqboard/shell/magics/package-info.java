/** The magics themselves: a package for each subject, a class for each magic, and the table of all of them. */
@NullMarked
package io.mqboard.shell.magics;

import org.jspecify.annotations.NullMarked;
