/** Certificates made on the spot, for demonstrations and tests: not for a system that lasts. */
@NullMarked
package io.mqboard.transport.tls;

import org.jspecify.annotations.NullMarked;
