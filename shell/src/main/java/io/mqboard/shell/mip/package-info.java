/** Packages of MicroPython: what a name means, what belongs to it, and fetching that. Knows no board and no terminal. */
@NullMarked
package io.mqboard.shell.mip;

import org.jspecify.annotations.NullMarked;
