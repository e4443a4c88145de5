package io.keygate.audit;

import io.keygate.audit.chain.Anchor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** Brings chains under the newest key, each in a transaction of its own. */
@ApplicationScoped
class KeyRotations {
  private final Chains chains;

  @Inject
  KeyRotations(Chains chains) {
    this.chains = chains;
  }

  /** Makes the platform's chain, if there is none yet. */
  @Transactional
  void begin() {
    chains.begin(null, Chains.PLATFORM);
  }

  /** Returns the new head; null where the chain is under the newest key, or was before. */
  @Transactional
  @Nullable Anchor rotate(ChainRow chain) {
    return chains.rotate(chain.organizationId(), chain.label());
  }
}
