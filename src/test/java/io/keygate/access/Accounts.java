package io.keygate.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * People with local accounts. Passwords are slow on purpose; so they need not log in to have a
 * token.
 */
public final class Accounts {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Accounts() {}

  /** A client with a token of somebody new, with a role where one is given. */
  public static Client add(RunningKeygate keygate, @Nullable String org, @Nullable String role)
      throws SQLException {
    String username = addPerson(keygate);
    if (org != null && role != null) {
      keygate
          .client()
          .bearer(new Tokens(keygate).valid("admin"))
          .put(memberPath(org, username), "{\"role\":\"" + role.toLowerCase(Locale.ROOT) + "\"}")
          .expect(200);
    }
    return keygate.client().bearer(new Tokens(keygate).valid(username));
  }

  /** Somebody new who has changed the one-time password, which is no role yet; the user name. */
  public static String addPerson(RunningKeygate keygate) throws SQLException {
    String username = newName();
    create(keygate.client().bearer(new Tokens(keygate).valid("admin")), username, "");
    try (var connection = keygate.database();
        var statement =
            connection.prepareStatement(
                "update account set must_change_password = false, password_hash ="
                    + " (select password_hash from account where username = 'admin')"
                    + " where username = ?")) {
      statement.setString(1, username);
      statement.executeUpdate();
    }
    return username;
  }

  public static String memberPath(String org, String username) {
    return "/api/v1/organizations/" + org + "/members/" + username;
  }

  /** A user name that nobody has. */
  public static String newName() {
    return "person-" + Long.toString(System.nanoTime(), 36) + COUNT.incrementAndGet();
  }

  /** Makes an account; {@code more} is further JSON members, each with a comma before it. */
  public static JsonNode create(Client admin, String username, String more) {
    return admin
        .post(
            "/api/v1/accounts",
            "{\"username\":\"" + username + "\",\"name\":\"Person\"" + more + "}")
        .expect(201)
        .json();
  }
}
