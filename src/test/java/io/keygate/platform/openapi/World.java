package io.keygate.platform.openapi;

import io.keygate.access.Accounts;
import io.keygate.access.Tokens;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An organization of its own with something of everything, and with a member of each role. */
final class World {
  static final RunningKeygate KEYGATE = RunningKeygate.shared();
  static final Tokens TOKENS = new Tokens(KEYGATE);
  static final Client ADMIN = KEYGATE.client().bearer(TOKENS.valid("admin"));
  static final List<String> ROLES = List.of("owner", "admin", "member", "viewer", "auditor");

  /** User name of one person for each role; the same ones in all worlds. */
  private static final Map<String, String> CAST = cast();

  final String org = ADMIN.newOrganization();
  final String path = "/api/v1/organizations/" + org;
  final HeldKey key;
  final String entry;

  World() {
    ADMIN.post(path + "/environments", "{\"name\":\"qa\"}").expect(201);
    ADMIN.post(path + "/projects", "{\"name\":\"shop\"}").expect(201);
    ADMIN.post(path + "/projects/shop/environments", "{\"name\":\"own\"}").expect(201);
    ADMIN.post(path + "/environments", "{\"name\":\"gone\"}").expect(201);
    ADMIN.delete(path + "/environments/gone?confirm=gone").expect(204);
    entry = ADMIN.get(path + "/bin").json().path("items").path(0).path("id").asText();
    key = ADMIN.held(org, "dev");
    for (String role : ROLES) {
      ADMIN
          .put(Accounts.memberPath(org, username(role)), "{\"role\":\"" + role + "\"}")
          .expect(200);
    }
  }

  private static Map<String, String> cast() {
    Map<String, String> cast = new HashMap<>();
    try {
      for (String role : ROLES) {
        cast.put(role, Accounts.addPerson(KEYGATE));
      }
      // One who is no member of any world: "admin" has made them, and is their owner.
      String platformAdmin = Accounts.addPerson(KEYGATE);
      ADMIN.patch("/api/v1/accounts/" + platformAdmin, "{\"platformAdmin\":true}").expect(200);
      cast.put("platform-admin", platformAdmin);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return cast;
  }

  /** Who has this role, as a member of every world. */
  static String username(String role) {
    return CAST.getOrDefault(role, "");
  }

  /** The same with a token. */
  static Client as(String role) {
    return KEYGATE.client().bearer(TOKENS.valid(username(role)));
  }
}
