/** What a synchronisation is to bring about: specifications, files here, what to ignore, what to do about each. Knows no terminal. */
@NullMarked
package io.mqboard.shell.sync;

import org.jspecify.annotations.NullMarked;
