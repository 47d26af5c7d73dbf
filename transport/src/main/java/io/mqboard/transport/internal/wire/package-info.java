/** What stands in the messages: frames of protocol 2, the header of protocol 1, topics and JSON. No I/O, no state. */
@NullMarked
package io.mqboard.transport.internal.wire;

import org.jspecify.annotations.NullMarked;
