package io.keygate.audit;

import io.keygate.audit.chain.Anchor;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.problem.ProblemType;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Writes events down in the transaction in which they are fired, at its end: where that fails, the
 * transaction fails, and so the change (src/adr/0015). The chains' locks are taken last of all and
 * in one order, so that they are held shortly and nobody waits in a circle.
 */
@ApplicationScoped
class Trail {
  /** Of these the platform keeps a record of its own, which outlives the organization. */
  private static final Set<Action> TWICE =
      EnumSet.of(
          Action.ORGANIZATION_CREATED, Action.ORGANIZATION_DELETED, Action.ORGANIZATION_PURGED);

  private static final Logger log = Logger.getLogger(Trail.class);

  private final Witness witness;
  private final Chains chains;
  private final Anchors anchors;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  @Inject
  Trail(Witness witness, Chains chains, Anchors anchors) {
    this.witness = witness;
    this.chains = chains;
    this.anchors = anchors;
  }

  void on(@Observes DomainEvent event) {
    Draft draft = witness.of(event);
    add(draft);
    if (TWICE.contains(event.action())) {
      add(draft.forPlatform());
    }
  }

  /** Appends it when the present transaction ends well. */
  void add(Draft draft) {
    if (transactions.getResource(Entries.class) instanceof Entries page) {
      page.add(draft);
      return;
    }
    var page = new Entries();
    page.add(draft);
    transactions.putResource(Entries.class, page);
    transactions.registerInterposedSynchronization(page);
  }

  /** What one transaction has to tell. */
  private final class Entries implements Synchronization {
    private final Map<Long, List<Draft>> drafts = new TreeMap<>();
    private final List<Anchor> heads = new ArrayList<>();

    void add(Draft draft) {
      // NB: the platform last; its chain is everybody's, and must be held the shortest.
      long scope = draft.organizationId() == null ? Long.MAX_VALUE : draft.organizationId();
      drafts.computeIfAbsent(scope, s -> new ArrayList<>()).add(draft);
    }

    @Override
    public void beforeCompletion() {
      try {
        for (List<Draft> page : drafts.values()) {
          Draft first = page.get(0);
          heads.add(chains.append(first.organizationId(), first.label(), page));
        }
      } catch (RuntimeException e) {
        if (DatabaseErrors.isUnavailable(e) || DatabaseErrors.isLocked(e)) {
          throw e;
        }
        log.error("The audit trail cannot be written, and so nothing can be changed", e);
        throw ProblemType.UNAVAILABLE.with(
            "This cannot be written into the audit trail, and so it was not done.");
      }
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        heads.forEach(anchors::note);
      }
    }
  }
}
