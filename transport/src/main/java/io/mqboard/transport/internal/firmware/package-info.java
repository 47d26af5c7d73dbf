/** Application images as ESP-IDF makes them. */
@NullMarked
package io.mqboard.transport.internal.firmware;

import org.jspecify.annotations.NullMarked;
