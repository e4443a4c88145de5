package io.keygate.rotation;

import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.sql.SQLException;

/** Keys that are due: made long ago, and bound by a policy at this moment, whatever the hour. */
final class OldKeys {
  private OldKeys() {}

  /** An organization whose reminders go out at midnight, so that today's are due. */
  static String organization(Client admin) {
    String org = admin.newOrganization();
    admin.patch("/api/v1/organizations/" + org, "{\"reminderHour\":0}").expect(200);
    return org;
  }

  /** A key of somebody, made 400 days ago. */
  static HeldKey of(RunningKeygate keygate, Client admin, String org, String owner)
      throws SQLException {
    return at(keygate, admin, Client.keysPath(org, "dev"), owner);
  }

  /** The same of another stream, by the path of its keys. */
  static HeldKey at(RunningKeygate keygate, Client admin, String path, String owner)
      throws SQLException {
    String wanted = "{\"name\":\"of %1$s\",\"owner\":\"%1$s\"}".formatted(owner);
    HeldKey key = HeldKey.of(admin.post(path, wanted).expect(201).json(), keygate.client());
    set(keygate, key, "created_at = created_at - interval 400 day");
    return key;
  }

  /** A key should have been rotated yesterday. */
  static void makeOverdue(RunningKeygate keygate, HeldKey key) throws SQLException {
    set(keygate, key, "rotate_by = utc_timestamp() - interval 1 day");
  }

  private static void set(RunningKeygate keygate, HeldKey key, String what) throws SQLException {
    try (var connection = keygate.database();
        var statement =
            connection.prepareStatement("update api_key set " + what + " where public_id = ?")) {
      statement.setString(1, key.id());
      statement.executeUpdate();
    }
  }

  /** As many more keys as that, the same but for their secrets, which nobody knows. */
  static void copies(RunningKeygate keygate, HeldKey key, int number) throws SQLException {
    try (var connection = keygate.database();
        var statement =
            connection.prepareStatement(
                """
                insert into api_key (public_id, stream_id, name, owner, secret_hash, pepper_id,
                  last_four, may_ingest, may_read, created_at, created_by, lineage)
                select concat('key_', right(sha2(concat(k.public_id, n.seq), 256), 22)),
                  k.stream_id, k.name, k.owner, unhex(sha2(concat(k.public_id, n.seq), 256)),
                  k.pepper_id, k.last_four, k.may_ingest, k.may_read, k.created_at, k.created_by,
                  k.lineage
                from api_key k join seq_1_to_%d n where k.public_id = ?\
                """
                    .formatted(number))) {
      statement.setString(1, key.id());
      statement.executeUpdate();
    }
  }

  /** The keys of an organization are bound anew, and so due in 14 days. */
  static void bind(Client admin, String org) {
    admin.put(policy(org), "{\"maxAge\":\"P100D\"}").expect(200);
  }

  static String policy(String org) {
    return "/api/v1/organizations/" + org + "/rotation-policy";
  }

  static String reminders(String org) {
    return "/api/v1/organizations/" + org + "/reminders";
  }
}
