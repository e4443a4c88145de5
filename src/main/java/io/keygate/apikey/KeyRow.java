package io.keygate.apikey;

import org.jspecify.annotations.Nullable;

/**
 * A key with the slugs of its parents and the public ids of its neighbours in the lineage.
 *
 * @param guarded whether only who administers may change it
 */
record KeyRow(
    ApiKey key,
    Long organizationId,
    String organization,
    String project,
    String environment,
    Boolean guarded,
    @Nullable String predecessor,
    @Nullable String successor) {

  /** Readable, as audit events name it. */
  String path() {
    return organization + "/" + project + "/" + environment + "/" + key.settings().name();
  }

  /** The key that has taken the place of this one. */
  KeyRow replacedBy(ApiKey successor) {
    return new KeyRow(
        successor,
        organizationId,
        organization,
        project,
        environment,
        guarded,
        key.publicId(),
        null);
  }

  /** The same after the key was rotated. */
  KeyRow withSuccessor(String publicId) {
    return new KeyRow(
        key, organizationId, organization, project, environment, guarded, predecessor, publicId);
  }
}
