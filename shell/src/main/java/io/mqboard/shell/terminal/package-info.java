/** The interactive terminal. The only package that imports JLine's terminal. */
@NullMarked
package io.mqboard.shell.terminal;

import org.jspecify.annotations.NullMarked;
