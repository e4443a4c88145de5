/** Liveness and readiness. */
@NullMarked
package io.keygate.platform.health;

import org.jspecify.annotations.NullMarked;
