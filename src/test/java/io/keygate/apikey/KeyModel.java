package io.keygate.apikey;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is true of keys, in as few words as possible (design.md section 2). */
final class KeyModel {
  private KeyModel() {}

  /** A project or an environment. */
  static final class Place {
    final String slug;
    final @Nullable Place project;
    boolean deleted;

    Place(String slug, @Nullable Place project) {
      this.slug = slug;
      this.project = project;
    }
  }

  /** What the gate says, and why. */
  record Verdict(boolean accepted, String reason) {}

  static final class ModelKey {
    final String id;
    final String secret;
    final Place project;
    final Place environment;
    final Set<Permission> permissions;
    final @Nullable ModelKey predecessor;
    final Instant createdAt;
    boolean revoked;
    boolean disabled;
    boolean rotated;
    @Nullable Instant expiresAt;
    @Nullable Instant overlapEndsAt;
    @Nullable String network;

    ModelKey(
        String id,
        String secret,
        Place project,
        Place environment,
        Set<Permission> permissions,
        @Nullable ModelKey predecessor,
        Instant createdAt) {
      this.id = id;
      this.secret = secret;
      this.project = project;
      this.environment = environment;
      this.permissions = permissions;
      this.predecessor = predecessor;
      this.createdAt = createdAt;
    }

    boolean isHidden() {
      return project.deleted || environment.deleted;
    }

    boolean isOver(Instant now) {
      return (expiresAt != null && !now.isBefore(expiresAt))
          || (overlapEndsAt != null && !now.isBefore(overlapEndsAt));
    }

    boolean mayStillWork(Instant now) {
      return !revoked && rotated && overlapEndsAt != null && now.isBefore(overlapEndsAt);
    }

    Verdict verdict(Instant now, String address, @Nullable Permission needed) {
      if (isHidden()) {
        return new Verdict(false, "PARENT_DELETED");
      }
      if (revoked) {
        return new Verdict(false, "REVOKED");
      }
      if (disabled) {
        return new Verdict(false, "DISABLED");
      }
      if (isOver(now)) {
        return new Verdict(false, "EXPIRED");
      }
      if (network != null && !address.startsWith(network)) {
        return new Verdict(false, "ADDRESS");
      }
      if (needed != null && !permissions.contains(needed)) {
        return new Verdict(false, "PERMISSION");
      }
      return new Verdict(true, "ACCEPTED");
    }
  }
}
