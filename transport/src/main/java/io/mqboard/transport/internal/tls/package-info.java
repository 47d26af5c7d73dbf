/**
 * Keys and certificates from files, for TLS on the JDK's own providers. The only package that names Bouncy Castle, which is touched late and
 * only for what the JDK cannot read: loading it costs time at every start.
 */
@NullMarked
package io.mqboard.transport.internal.tls;

import org.jspecify.annotations.NullMarked;
