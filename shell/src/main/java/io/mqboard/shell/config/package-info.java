/** Where settings come from: options, environment, files. */
@NullMarked
package io.mqboard.shell.config;

import org.jspecify.annotations.NullMarked;
