/** The endpoints that do nothing; {@link io.keygate.bench.BareWar} deploys them beside Keygate. */
@NullMarked
package io.keygate.bench.bare;

import org.jspecify.annotations.NullMarked;
