/**
 * Protocol 1, as boards in the field speak it: commands with replies at QoS 1, everything else as Python source. All on the loop.
 */
@NullMarked
package io.mqboard.transport.internal.board.v1;

import org.jspecify.annotations.NullMarked;
