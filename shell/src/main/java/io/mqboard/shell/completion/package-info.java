/** What is known of boards for completion, fetched in the background, and of what was typed. */
@NullMarked
package io.mqboard.shell.completion;

import org.jspecify.annotations.NullMarked;
