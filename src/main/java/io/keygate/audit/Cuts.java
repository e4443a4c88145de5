package io.keygate.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Writes checkpoints, each in a transaction of its own. */
@ApplicationScoped
class Cuts {
  private final Chains chains;
  private final Anchors anchors;

  @Inject
  Cuts(Chains chains, Anchors anchors) {
    this.chains = chains;
    this.anchors = anchors;
  }

  /** From now on all up to this number may be removed. */
  @Transactional
  void cut(ChainRow chain, long upTo, byte[] mac, long events) {
    anchors.note(chains.cut(chain.organizationId(), chain.label(), upTo, mac, events));
  }
}
