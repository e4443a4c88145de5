package io.keygate.rotation.outbox;

import io.keygate.platform.config.Home;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.text.Base62;
import jakarta.inject.Inject;

/** Which node this is, also after a restart: whose claims are its own. */
@Shared
class NodeId {
  private static final int DIGITS = 22;

  private final String value;

  @Inject
  NodeId(Home home) {
    value = home.readOrCreate("node-id", () -> "nod_" + Base62.random(DIGITS)).strip();
  }

  String value() {
    return value;
  }
}
