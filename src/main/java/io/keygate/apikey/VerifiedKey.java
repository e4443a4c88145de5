package io.keygate.apikey;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that was accepted, with all that the gate needs to know of it.
 *
 * @param id internal
 * @param keyId public, {@code key_…}
 * @param streamId internal; where data lands
 */
public record VerifiedKey(
    long id,
    String keyId,
    long streamId,
    String organization,
    String project,
    String environment,
    Set<Permission> permissions,
    @Nullable Instant expiresAt) {

  /**
   * The tenant name for forwarding: from internal ids, never from typed names (sdk-contract.md).
   */
  public String tenant() {
    return "stream-" + streamId;
  }
}
