/** Addresses of callers: networks, and who is believed behind a proxy. */
@NullMarked
package io.keygate.platform.net;

import org.jspecify.annotations.NullMarked;
