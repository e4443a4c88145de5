/** What tests share: a running Keygate, a client of it, telemetry to send. */
@NullMarked
package io.keygate.testing;

import org.jspecify.annotations.NullMarked;
