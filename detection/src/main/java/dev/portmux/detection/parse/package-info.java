/** Readers of first messages: HTTP/1 requests, TLS ClientHellos, HTTP/2 requests and PostgreSQL start-up messages. */
@NullMarked
package dev.portmux.detection.parse;

import org.jspecify.annotations.NullMarked;
