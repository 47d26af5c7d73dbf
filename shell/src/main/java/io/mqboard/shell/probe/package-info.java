/** Questions to a board that take more than an expression: a piece of Python, and values for it as data. */
@NullMarked
package io.mqboard.shell.probe;

import org.jspecify.annotations.NullMarked;
