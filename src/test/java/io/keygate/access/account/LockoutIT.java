package io.keygate.access.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.access.Accounts;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Guessing, from many addresses: the server believes what a proxy on this machine says of them. It
 * has one administrator.
 */
class LockoutIT {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static RunningKeygate keygate;
  private static Client admin;

  @BeforeAll
  static void start() {
    keygate =
        RunningKeygate.start(
            RunningKeygate.freshHome(), Map.of("KEYGATE_TRUSTED_PROXIES", "127.0.0.1, ::1"));
    admin = keygate.client().with("X-Forwarded-For", "192.0.2.1").admin();
  }

  @AfterAll
  static void stop() {
    keygate.close();
  }

  @Test
  void anAccountIsBlockedForEverybodyAndEvenForTheRightPassword() {
    String username = Accounts.newName();
    String password = Accounts.create(admin, username, "").path("oneTimePassword").asText();
    for (int i = 0; i < LoginThrottle.FREE_FOR_ACCOUNT; i++) {
      login(newAddress(), username, "guess " + i).expect(401);
    }
    Answer blocked = login(newAddress(), username, password);
    blocked.isProblem(
        429, "too-many-attempts", "Too many failed attempts; wait before the next one.");
    assertThat(Integer.parseInt(blocked.header("Retry-After"))).isPositive();
  }

  @Test
  void anAddressIsBlockedForAllAccounts() {
    String address = newAddress();
    for (int i = 0; i < LoginThrottle.FREE_FOR_ADDRESS; i++) {
      login(address, Accounts.newName(), "guess").expect(401);
    }
    login(address, "admin", RunningKeygate.PASSWORD).expect(429);
    login(newAddress(), "admin", RunningKeygate.PASSWORD).expect(200);
  }

  @Test
  void nobodyLocksAServiceOutByGuessingItsSecret() {
    String id = Accounts.newName();
    String secret =
        Accounts.create(admin, id, ",\"kind\":\"service\"").path("clientSecret").asText();
    String guesser = newAddress();
    for (int i = 0; i < LoginThrottle.FREE_FOR_ADDRESS; i++) {
      token(guesser, id, "guess " + i).expect(401);
    }
    token(guesser, id, secret).expect(429);
    token(newAddress(), id, secret).expect(200);
  }

  @Test
  void oneNetworkOfIpv6IsOneAddress() {
    for (int i = 0; i < LoginThrottle.FREE_FOR_ADDRESS; i++) {
      token("2001:db8:1:2::" + i, Accounts.newName(), "guess").expect(401);
    }
    token("2001:db8:1:2:ffff::1", Accounts.newName(), "guess").expect(429);
    token("2001:db8:1:3::1", Accounts.newName(), "guess").expect(401);
  }

  @Test
  void theTimeOfTheAnswerDoesNotTellWhetherThereIsSuchAClient() {
    long[] known = new long[25];
    long[] unknown = new long[25];
    token(newAddress(), Accounts.newName(), "warm-up").expect(401);
    for (int i = 0; i < known.length; i++) {
      String id = Accounts.newName();
      Accounts.create(admin, id, ",\"kind\":\"service\"");
      known[i] = tokenTime(id);
      unknown[i] = tokenTime(Accounts.newName());
    }
    assertThat(median(unknown) / median(known)).isBetween(0.5, 2.0);
  }

  private static long tokenTime(String id) {
    String address = newAddress();
    long begin = System.nanoTime();
    token(address, id, "guess").expect(401);
    return System.nanoTime() - begin;
  }

  @Test
  void aNameThatNobodyHasIsBlockedLikeAnyOther() {
    String nobody = Accounts.newName();
    for (int i = 0; i < LoginThrottle.FREE_FOR_ACCOUNT; i++) {
      login(newAddress(), nobody, "guess").expect(401);
    }
    login(newAddress(), nobody, "guess").expect(429);
  }

  @Test
  void somebodyHasToAdministerThePlatform() {
    for (String change : new String[] {"{\"disabled\":true}", "{\"platformAdmin\":false}"}) {
      admin
          .patch("/api/v1/accounts/admin", change)
          .isProblem(
              409,
              "last-platform-admin",
              "There would be nobody left who administers the platform.");
    }
    admin.get("/api/v1/me").expect(200);
  }

  /** A password's hash takes a hundred times as long as all the rest. */
  @Test
  void theTimeOfTheAnswerDoesNotTellWhetherThereIsSuchAnAccount() {
    long[] known = new long[9];
    long[] unknown = new long[9];
    long[] closed = new long[9];
    for (int i = 0; i < known.length; i++) {
      String username = Accounts.newName();
      Accounts.create(admin, username, "");
      String disabled = Accounts.newName();
      Accounts.create(admin, disabled, ",\"disabled\":true");
      known[i] = time(username);
      unknown[i] = time(Accounts.newName());
      closed[i] = time(disabled);
    }
    assertThat(median(unknown) / median(known)).isBetween(0.5, 2.0);
    assertThat(median(closed) / median(known)).isBetween(0.5, 2.0);
  }

  private static long time(String username) {
    long begin = System.nanoTime();
    login(newAddress(), username, "guess").expect(401);
    return System.nanoTime() - begin;
  }

  private static double median(long[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }

  private static String newAddress() {
    int n = COUNT.incrementAndGet();
    return "198.51." + n / 200 + "." + (n % 200 + 1);
  }

  private static Answer login(String address, String username, String password) {
    return keygate
        .client()
        .with("X-Forwarded-For", address)
        .post(
            "/api/v1/login",
            "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");
  }

  private static Answer token(String address, String id, String secret) {
    String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    return keygate
        .client()
        .with("X-Forwarded-For", address)
        .with("Authorization", "Basic " + basic)
        .post(
            "/api/v1/token",
            "application/x-www-form-urlencoded",
            "grant_type=client_credentials".getBytes(UTF_8));
  }
}
