/** What {@code scripts/demo} starts: a broker with TLS, simulated boards, and the shell attached to them. */
@NullMarked
package io.mqboard.shell.demo;

import org.jspecify.annotations.NullMarked;
