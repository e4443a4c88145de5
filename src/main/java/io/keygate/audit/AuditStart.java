package io.keygate.audit;

import io.keygate.audit.chain.Anchor;
import io.keygate.platform.startup.SchemaReady;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import org.jboss.logging.Logger;

/**
 * Before anything is written: looks whether the keys of all chains are known, brings chains under
 * the newest key, and anchors what is there.
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
      Anchor head = rotations.rotate(chain);
      rotated += head == null ? 0 : 1;
      anchors.note(head == null ? chain.head() : head);
    }
    if (rotated > 0) {
      log.infof("%d audit chains are under the key %s now", rotated, keys.file().newest());
    }
  }
}
