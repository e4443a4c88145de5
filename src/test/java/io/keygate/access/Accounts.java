package io.keygate.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** People with local accounts, made as an administrator makes them. */
public final class Accounts {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Accounts() {}

  /** A client logged in as somebody new, with a role where one is given. */
  public static Client add(RunningKeygate keygate, @Nullable String org, @Nullable String role) {
    Client admin = keygate.client().admin();
    String username = newName();
    JsonNode made = create(admin, username, "");
    if (org != null && role != null) {
      admin
          .put(
              "/api/v1/organizations/" + org + "/members/" + username,
              "{\"role\":\"" + role.toLowerCase(Locale.ROOT) + "\"}")
          .expect(200);
    }
    String oneTime = made.path("oneTimePassword").asText();
    keygate
        .client()
        .login(username, oneTime)
        .post(
            "/api/v1/me/password",
            "{\"current\":\"" + oneTime + "\",\"next\":\"" + RunningKeygate.PASSWORD + "\"}")
        .expect(204);
    return keygate.client().login(username, RunningKeygate.PASSWORD);
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
