package io.keygate.apikey;

import io.keygate.platform.event.DomainEvent;
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

  /** What rows are made of; a condition on k, s, o, p and e follows. */
  static final String FROM =
      """
      from ApiKey k
        join Stream s on s.id = k.streamId
        join Organization o on o.id = s.organizationId
        join Project p on p.id = s.projectId
        join Environment e on e.id = s.environmentId
        left join ApiKey before on before.id = k.predecessorId
        left join ApiKey after on after.predecessorId = k.id
      """;

  /** Gives rows; a condition on k, s, o, p and e follows. */
  static final String SELECT =
      """
      select k, o.id, o.slug, p.slug, e.slug, coalesce(s.guarded, e.guarded),
        before.publicId, after.publicId
      """
          + FROM;

  /** Readable, as audit events name it. */
  String path() {
    return organization + "/" + project + "/" + environment + "/" + key.settings().name();
  }

  /** The key as events name it. */
  DomainEvent.Target target() {
    return DomainEvent.Target.at(
        path(),
        "key",
        key.publicId(),
        "organization",
        organization,
        "project",
        project,
        "environment",
        environment,
        "lineage",
        key.lineage());
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
