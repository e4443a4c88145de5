package io.keygate.rotation.policy;

/** The policy that counts for a stream, for SQL. */
public final class EffectivePolicy {
  /** Joins it as {@code p} to a stream {@code s}; nothing where there is none. */
  public static final String JOIN =
      """
      left join rotation_policy ps on ps.stream_id = s.id
      left join rotation_policy pe on pe.environment_id = s.environment_id
      left join rotation_policy po on po.organization_id = s.organization_id
        and po.environment_scope = 0 and po.stream_scope = 0
      left join rotation_policy p on p.id = coalesce(ps.id, pe.id, po.id)
      """;

  private EffectivePolicy() {}
}
