/** How a session is put together; not for other programs. */
@NullMarked
package io.mqboard.transport.internal;

import org.jspecify.annotations.NullMarked;
