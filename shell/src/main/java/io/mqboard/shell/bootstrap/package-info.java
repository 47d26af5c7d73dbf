/** Puts the framework on a fresh board over its serial line, by the raw REPL of MicroPython. Loaded by the command bootstrap only. */
@NullMarked
package io.mqboard.shell.bootstrap;

import org.jspecify.annotations.NullMarked;
