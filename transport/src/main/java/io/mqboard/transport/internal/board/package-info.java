/**
 * One board: sessions, requests and streams of protocol 2 and the way to a board of protocol 1. All state lives on the session's event
 * loop; what a caller gave (listeners, files) is used on the delivery or the work thread only.
 */
@NullMarked
package io.mqboard.transport.internal.board;

import org.jspecify.annotations.NullMarked;
