/** Sockets below MQTT: reaching the broker within a limit of time, TLS, guarding what comes in, and telling what went wrong. */
@NullMarked
package io.mqboard.transport.internal.net;

import org.jspecify.annotations.NullMarked;
