/** Serial ports: the only package that names jSerialComm. */
@NullMarked
package io.mqboard.shell.bootstrap.serial;

import org.jspecify.annotations.NullMarked;
