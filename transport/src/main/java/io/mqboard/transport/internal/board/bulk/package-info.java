/** Work that takes several requests: sets of files, firmware. Its state belongs to the delivery thread; files are read on the work thread. */
@NullMarked
package io.mqboard.transport.internal.board.bulk;

import org.jspecify.annotations.NullMarked;
