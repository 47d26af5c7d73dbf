/**
 * A run of the program against itself, for the JVM to note which classes a start needs (class data sharing). Run by the launcher, never by a
 * user.
 */
@NullMarked
package io.mqboard.shell.training;

import org.jspecify.annotations.NullMarked;
