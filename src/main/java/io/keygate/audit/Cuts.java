package io.keygate.audit;

import io.keygate.audit.chain.Anchor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Writes checkpoints, each in a transaction of its own. */
@ApplicationScoped
class Cuts {
  private final Chains chains;

  @Inject
  Cuts(Chains chains) {
    this.chains = chains;
  }

  /** From now on all up to this number may be removed; returns the new head. */
  @Transactional
  Anchor cut(ChainRow chain, long upTo, byte[] mac, long events) {
    return chains.cut(chain.organizationId(), chain.label(), upTo, mac, events);
  }
}
