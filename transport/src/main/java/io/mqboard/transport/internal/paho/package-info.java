/** The only package that names Eclipse Paho: one MQTT connection at a time, over sockets that are ready. */
@NullMarked
package io.mqboard.transport.internal.paho;

import org.jspecify.annotations.NullMarked;
