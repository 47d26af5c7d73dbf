/** Magics about the files of boards. */
@NullMarked
package io.mqboard.shell.magics.files;

import org.jspecify.annotations.NullMarked;
