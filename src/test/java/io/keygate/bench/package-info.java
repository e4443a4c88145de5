/**
 * {@code scripts/bench}: what the gate costs, measured beside what this machine can do at all. Both
 * ratios come from one run: verifying a key to an endpoint of the same server that does nothing,
 * storing spans to the bulk insert rate of the same MariaDB with the same rows.
 *
 * <p>The two sides of a ratio take turns, so that whatever else slows the machine meets both.
 * Absolute figures are those of the machine; load generator, server and database share it.
 */
@NullMarked
package io.keygate.bench;

import org.jspecify.annotations.NullMarked;
