package io.keygate.rotation.schedule;

import io.keygate.apikey.KeyDates.DatedKey;
import io.keygate.apikey.KeyState;
import io.keygate.platform.persistence.Times;
import io.keygate.rotation.policy.EffectivePolicy;
import io.keygate.rotation.policy.PolicyTerms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key with all that its schedule follows from, as it is at one moment.
 *
 * @param terms of the policy that counts; of expiry alone where there is none
 * @param disablesSince since when the policy disables what is overdue, and the key is enabled
 */
public record DueKey(
    long id,
    String publicId,
    long organizationId,
    long projectId,
    @Nullable String owner,
    Instant createdAt,
    KeyState state,
    @Nullable Instant rotateBy,
    @Nullable Instant expiresAt,
    ZoneId zone,
    int hour,
    PolicyTerms terms,
    @Nullable Instant disablesSince,
    @Nullable Instant snoozedUntil) {

  private static final String COLUMNS =
      """
      select k.id, k.public_id, s.organization_id, s.project_id, k.owner, k.created_at,
        k.revoked_at, k.disabled_at, k.expires_at, k.overlap_ends_at, k.rotate_by,
        o.time_zone, o.reminder_hour, r.snoozed_until,
        p.max_age_days, p.remind_before, p.remind_overdue_days, p.recipients, p.on_overdue,
        p.disable_after_days,
        coalesce(greatest(k.enabled_at, p.disables_since), p.disables_since)\
      """;

  private static final String PLACE =
      """
        join stream s on s.id = k.stream_id
        join organization o on o.id = s.organization_id
      """
          + EffectivePolicy.JOIN;

  private static final String SCHEDULED =
      "\nfrom rotation_schedule r join api_key k on k.id = r.api_key_id\n" + PLACE;

  /** Reads those that somebody looks at; a condition on k and r follows. */
  static final String SELECT = COLUMNS + SCHEDULED;

  /** Reads any; a condition on k follows. */
  static final String SELECT_ANY =
      COLUMNS + "\nfrom api_key k left join rotation_schedule r on r.api_key_id = k.id\n" + PLACE;

  /** The same as {@link #SELECT}, with more columns at the end. */
  static String select(String more) {
    return COLUMNS + ", " + more + SCHEDULED;
  }

  static DueKey read(ResultSet row, Instant now) throws SQLException {
    Instant expiresAt = Times.read(row, 9);
    KeyState state =
        KeyState.at(now, Times.read(row, 7), Times.read(row, 8), expiresAt, Times.read(row, 10));
    Instant createdAt = Times.read(row, 6);
    row.getInt(15);
    PolicyTerms terms =
        row.wasNull()
            ? PolicyTerms.OF_EXPIRY
            : PolicyTerms.of(
                row.getInt(15),
                row.getString(16),
                row.getObject(17, Integer.class),
                row.getString(18),
                row.getString(19),
                row.getObject(20, Integer.class));
    return new DueKey(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getString(5),
        createdAt == null ? Instant.EPOCH : createdAt,
        state,
        Times.read(row, 11),
        expiresAt,
        ZoneId.of(row.getString(12)),
        row.getInt(13),
        terms,
        Times.read(row, 21),
        Times.read(row, 14));
  }

  /** When it shall be rotated, or ends by itself, whichever comes first; empty where neither. */
  Optional<Instant> due() {
    return DatedKey.due(state, rotateBy, expiresAt);
  }

  /** What its policy gives at least, before it is disabled. */
  Duration notice() {
    return Duration.ofDays(terms.notice());
  }

  /** Its stages. */
  Stages stages() {
    return new Stages(due().orElseThrow(), expiresAt, createdAt, terms, zone, hour);
  }

  /**
   * When it is disabled if nobody rotates it, as far as it was announced in time: the grace after
   * the due date, but not before what the policy gives as notice; empty where it is not.
   */
  Optional<Instant> disableAt() {
    Integer grace = terms.disableAfter();
    if (grace == null || disablesSince == null || rotateBy == null || due().isEmpty()) {
      return Optional.empty();
    }
    Instant regular = new Stages(rotateBy, null, createdAt, terms, zone, hour).disabling(grace);
    Instant earliest = disablesSince.plus(notice());
    Instant at = regular.isBefore(earliest) ? earliest : regular;
    return expiresAt != null && !at.isBefore(expiresAt) ? Optional.empty() : Optional.of(at);
  }

  /** The day of that in the organization's zone. */
  LocalDate day(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  /** Until when nobody is reminded of it: not after it is due; empty where that is over. */
  Optional<Instant> snoozeEnd(Instant now) {
    Instant due = due().orElse(null);
    if (snoozedUntil == null || due == null) {
      return Optional.empty();
    }
    Instant end = snoozedUntil.isBefore(due) ? snoozedUntil : due;
    return now.isBefore(end) ? Optional.of(end) : Optional.empty();
  }
}
