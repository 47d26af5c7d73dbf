/** The session with the broker, which comes and goes while the program runs. */
@NullMarked
package io.mqboard.shell.connection;

import org.jspecify.annotations.NullMarked;
