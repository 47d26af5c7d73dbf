/** What copying between here and boards is made of: which files a word names, where each goes, and moving them. */
@NullMarked
package io.mqboard.shell.magics.files.copy;

import org.jspecify.annotations.NullMarked;
