package io.keygate.audit;

import io.keygate.audit.chain.Anchor;
import io.keygate.platform.mac.Sha256;
import io.keygate.platform.persistence.Times;
import io.keygate.platform.text.Base62;
import java.math.BigInteger;
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

  private static final int DIGITS = 22;
  private static final BigInteger SIXTY_TWO = BigInteger.valueOf(62);

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

  /**
   * The public id of an organization's chain, or the platform's where null: made from the internal
   * id, so that a chain can neither become another organization's nor begin anew as another one.
   */
  static String publicId(@Nullable Long organizationId) {
    byte[] hash = Sha256.of("keygate audit chain " + (organizationId == null ? 0 : organizationId));
    var id = new StringBuilder("chn_");
    var rest = new BigInteger(1, hash);
    for (int i = 0; i < DIGITS; i++) {
      BigInteger[] parts = rest.divideAndRemainder(SIXTY_TWO);
      id.append(Base62.encode(parts[1].longValue(), 1));
      rest = parts[0];
    }
    return id.toString();
  }

  /** One that is no longer there. */
  static ChainRow vanished(String publicId, String label) {
    return new ChainRow(0, publicId, null, label, 0, "", null, "", 0);
  }

  /** Whether the row is that of the organization that it says. */
  boolean isItself() {
    return publicId.equals(publicId(organizationId));
  }

  /** What its head is. */
  Anchor head() {
    return new Anchor(String.valueOf(headAt), publicId, label, headNumber, headMac);
  }
}
