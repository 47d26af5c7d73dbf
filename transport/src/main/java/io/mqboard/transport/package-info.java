/**
 * One MQTT session to many MicroPython boards: requests and replies, streams and presence.
 *
 * <p>Start with {@link io.mqboard.transport.BrokerSession#open}. Everything is asynchronous: a call returns at once and its future is
 * completed later, on the session's delivery thread or, for what a thread waits for in {@code get()}, on that thread; never on the one that
 * reads the network. Nothing here prints or asks.
 */
@NullMarked
package io.mqboard.transport;

import org.jspecify.annotations.NullMarked;
