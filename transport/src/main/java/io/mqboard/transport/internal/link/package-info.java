/**
 * The seam between the session's state machines and MQTT: one event loop, one link that stays subscribed across reconnects. Names no MQTT
 * library.
 */
@NullMarked
package io.mqboard.transport.internal.link;

import org.jspecify.annotations.NullMarked;
