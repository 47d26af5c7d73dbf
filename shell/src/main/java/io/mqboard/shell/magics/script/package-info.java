/** Magics that scripts are made of: conditions, loops, errors, waiting. */
@NullMarked
package io.mqboard.shell.magics.script;

import org.jspecify.annotations.NullMarked;
