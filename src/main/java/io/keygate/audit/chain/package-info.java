/**
 * What proves the trail: the canonical form, the MACs, and the check of a chain. Needs neither
 * server nor database, so that an export can be checked where nobody trusts the installation
 * (src/docs/audit.md tells the form, for whoever writes another verifier).
 */
@NullMarked
package io.keygate.audit.chain;

import org.jspecify.annotations.NullMarked;
