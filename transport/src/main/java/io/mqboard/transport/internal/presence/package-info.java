/** Who is there: the retained records by which boards announce themselves. */
@NullMarked
package io.mqboard.transport.internal.presence;

import org.jspecify.annotations.NullMarked;
