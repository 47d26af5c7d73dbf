/** Measures broker and boards, and says what to change. */
@NullMarked
package io.mqboard.shell.doctor;

import org.jspecify.annotations.NullMarked;
