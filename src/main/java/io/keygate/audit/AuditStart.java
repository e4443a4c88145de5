package io.keygate.audit;

import io.keygate.audit.chain.Anchor;
import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.startup.SchemaReady;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import org.jboss.logging.Logger;

/**
 * Before anything is written: looks whether the keys of all chains are known, and brings chains
 * under the newest key.
 */
@ApplicationScoped
class AuditStart {
  private static final Logger log = Logger.getLogger(AuditStart.class);

  private final ChainReader reader;
  private final KeyRotations rotations;
  private final AuditKeys keys;
  private final Anchors anchors;
  private final AuditGuard guard;

  @Inject
  AuditStart(
      ChainReader reader,
      KeyRotations rotations,
      AuditKeys keys,
      Anchors anchors,
      AuditGuard guard) {
    this.reader = reader;
    this.rotations = rotations;
    this.keys = keys;
    this.anchors = anchors;
    this.guard = guard;
  }

  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) SchemaReady ready) {
    guard.putUp();
    // NB: of two nodes that start for the first time at once, one finds the other's key here.
    rotations.begin();
    int rotated = 0;
    for (ChainRow chain : reader.all()) {
      rotated += rotate(chain) ? 1 : 0;
    }
    if (rotated > 0) {
      log.infof("%d audit chains are under the key %s now", rotated, keys.file().newest());
    }
  }

  /**
   * A chain that cannot be rotated goes on under its old key; it must not keep all from starting.
   */
  private boolean rotate(ChainRow chain) {
    try {
      Anchor head = rotations.rotate(chain);
      if (head != null) {
        anchors.note(head);
      }
      return head != null;
    } catch (ConfigurationException e) {
      throw e;
    } catch (Exception e) {
      log.errorf(
          "The audit trail of %s stays under its key: %s",
          chain.label(), DatabaseErrors.summary(e));
      return false;
    }
  }
}
