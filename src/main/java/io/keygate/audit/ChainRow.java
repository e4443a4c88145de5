package io.keygate.audit;

import io.keygate.audit.chain.Anchor;
import io.keygate.platform.persistence.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A chain as the database has it.
 *
 * @param organizationId null for the platform's
 * @param label the organization's slug, or {@code platform}
 */
record ChainRow(
    long id,
    String publicId,
    @Nullable Long organizationId,
    String label,
    long headNumber,
    String headMac,
    @Nullable Instant headAt,
    String keyId,
    long cutNumber) {

  static final String SELECT =
      """
      select id, public_id, organization_id, label, head_number, head_mac, head_at, mac_key_id,
        cut_number
      from audit_chain\
      """;

  static ChainRow read(ResultSet row) throws SQLException {
    long organization = row.getLong(3);
    Long organizationId = row.wasNull() ? null : organization;
    return new ChainRow(
        row.getLong(1),
        row.getString(2),
        organizationId,
        row.getString(4),
        row.getLong(5),
        HexFormat.of().formatHex(row.getBytes(6)),
        Times.read(row, 7),
        row.getString(8),
        row.getLong(9));
  }

  /** What its head is. */
  Anchor head() {
    return new Anchor(String.valueOf(headAt), publicId, label, headNumber, headMac);
  }
}
