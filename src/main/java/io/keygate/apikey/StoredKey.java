package io.keygate.apikey;

import io.keygate.platform.persistence.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the database held of a key at the moment it was asked, with the names of its parents. */
record StoredKey(
    long id,
    String publicId,
    long streamId,
    boolean mayIngest,
    boolean mayRead,
    String allowedCidrs,
    @Nullable Instant revokedAt,
    @Nullable Instant disabledAt,
    @Nullable Instant expiresAt,
    @Nullable Instant overlapEndsAt,
    String organization,
    String project,
    String environment,
    boolean parentDeleted) {

  /** In the order of {@link #read}; the hash comes first. */
  static final String QUERY =
      """
      select k.secret_hash, k.id, k.public_id, k.stream_id, k.may_ingest, k.may_read,
        k.allowed_cidrs,
        k.revoked_at, k.disabled_at, k.expires_at, k.overlap_ends_at,
        o.slug, p.slug, e.slug,
        o.deleted_at is not null or p.deleted_at is not null or e.deleted_at is not null
      from api_key k
        join stream s on s.id = k.stream_id
        join organization o on o.id = s.organization_id
        join project p on p.id = s.project_id
        join environment e on e.id = s.environment_id
      where k.secret_hash in (%s)\
      """;

  static StoredKey read(ResultSet row) throws SQLException {
    return new StoredKey(
        row.getLong(2),
        row.getString(3),
        row.getLong(4),
        row.getBoolean(5),
        row.getBoolean(6),
        row.getString(7),
        Times.read(row, 8),
        Times.read(row, 9),
        Times.read(row, 10),
        Times.read(row, 11),
        row.getString(12),
        row.getString(13),
        row.getString(14),
        row.getBoolean(15));
  }
}
