package io.keygate.rotation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A year of policies over a thousand keys, on two nodes that race on one database, with a real
 * relay and a clock that the test moves: through both changes of daylight saving, a week in which
 * nothing runs, and three days without the relay. At each moment each person gets at most one mail,
 * and it has the keys that a model of the rules says, no more and no less.
 */
@ArquillianTest
class YearIT {
  private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2031-01-01T00:00:00Z");
  private static final int KEYS = 1_000;
  private static final int MAX_AGE = 90;
  private static final int PEOPLE = 40;
  private static final int PROJECTS = 40;
  private static final Pattern KEY = Pattern.compile("key_[0-9A-Za-z]{22}");

  private final Random random = new Random(20301);
  private final List<ModelKey> keys = new ArrayList<>();
  private final Map<String, ModelKey.House> houses = new TreeMap<>();
  private final List<ModelKey> disabled = new ArrayList<>();

  /** Recipient and subject, which has the month and the organization. */
  private final Map<String, Integer> reports = new TreeMap<>();

  /** Of those that the policy had disabled. */
  private int enabled;

  private int mails;
  private int prompts;

  @Deployment(name = "one", testable = false)
  static WebArchive one() {
    return Node.war("one");
  }

  @Deployment(name = "two", testable = false)
  static WebArchive two() {
    return Node.war("two");
  }

  @Test
  void everyPromptOnceToTheRightPeople(
      @ArquillianResource @OperateOnDeployment("one") URL first,
      @ArquillianResource @OperateOnDeployment("two") URL second)
      throws Exception {
    var one = Node.at(first);
    var two = Node.at(second);
    GreenMail relay = Node.relay();
    relay.start();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      one.at(BEGIN);
      two.at(BEGIN);
      settle(one);
      Instant now = BEGIN;
      Instant silence = Instant.parse("2030-06-03T00:00:00Z");
      Instant outage = Instant.parse("2030-09-10T00:00:00Z");
      boolean away = false;
      while (now.isBefore(END)) {
        now = now.plus(Duration.ofMinutes(30 + random.nextInt(1_080)));
        if (now.isAfter(silence)) {
          now = now.plus(Duration.ofDays(7));
          silence = Instant.MAX;
        }
        boolean outageNow = now.isAfter(outage) && now.isBefore(outage.plus(Duration.ofDays(3)));
        if (outageNow != away) {
          if (outageNow) {
            relay.stop();
          } else {
            relay.start();
          }
          away = outageNow;
        }
        change(random.nextBoolean() ? one : two, now);
        one.at(now);
        two.at(now);
        race(pool, one, two, "/find");
        one.run("/find");
        race(pool, one, two, "/deliver");
        one.run("/deliver");
        Instant at = now;
        keys.forEach(key -> key.lookAt(at));
        check(relay, now, away);
      }
      checkReports(now);
      assertThat(mails).isGreaterThan(5_000);
      assertThat(prompts).isGreaterThan(10_000);
      assertThat(keys).anyMatch(key -> key.disabledByPolicy);
      assertThat(enabled).as("enabled after the policy had disabled them").isPositive();
      assertThat(count(one, "ACCEPTED")).as("prompts that are proved").isEqualTo(prompts);
      assertThat(count(one, "GIVEN_UP")).isZero();
      houses.keySet().forEach(org -> one.call("/goodbye", "{\"org\":\"" + org + "\"}"));
    } finally {
      pool.shutdownNow();
      relay.stop();
    }
  }

  /** Four organizations, and a thousand keys which came to be over a hundred days. */
  private void settle(Node node) {
    add(node, "Berlin", "Europe/Berlin", 8, false, 2);
    add(node, "New York", "America/New_York", 2, false, 3);
    add(node, "Kolkata", "Asia/Kolkata", 23, false, null);
    add(node, "Sydney", "Australia/Sydney", 0, true, 5);
    List<String> slugs = List.copyOf(houses.keySet());
    for (int i = 0; i < KEYS; i++) {
      make(node, slugs.get(i % slugs.size()), BEGIN.minus(Duration.ofHours(random.nextInt(2_400))));
    }
  }

  private void add(
      Node node, String name, String zone, int hour, boolean disables, @Nullable Integer every) {
    String org =
        node.call(
                "/organization",
                "{\"name\":\"%s\",\"zone\":\"%s\",\"hour\":%d}".formatted(name, zone, hour))
            .path("org")
            .asText();
    Set<String> owners = new TreeSet<>();
    for (int i = 0; i < 2; i++) {
      String username = "owner" + i + "-" + org;
      owners.add(username + "@example.org");
      node.call(
          "/owner",
          "{\"org\":\"%1$s\",\"account\":{\"username\":\"%2$s\",\"name\":\"x\",\"email\":\"%2$s@example.org\"}}"
              .formatted(org, username));
    }
    node.call(
        "/policy",
        """
        {"org":"%s","policy":{"maxAge":"P90D","remindOverdueEvery":%s,"onOverdue":"%s"}}\
        """
            .formatted(
                org,
                every == null ? "null" : "\"P" + every + "D\"",
                disables ? "disable" : "remind"));
    for (int i = 0; i < PROJECTS; i++) {
      node.call("/project", "{\"org\":\"%s\",\"name\":\"p%d\"}".formatted(org, i));
    }
    houses.put(org, new ModelKey.House(BEGIN, ZoneId.of(zone), hour, disables, every, owners));
  }

  private void make(Node node, String org, Instant createdAt) {
    node.at(createdAt);
    ModelKey.House house = requireNonNull(houses.get(org));
    String owner =
        random.nextInt(10) == 0 ? null : "person" + random.nextInt(PEOPLE) + "@example.org";
    Instant end =
        random.nextInt(10) == 0
            ? createdAt.plus(Duration.ofHours(24 * 20 + random.nextInt(24 * 300)))
            : null;
    JsonNode key =
        node.call(
            "/key",
            "{\"org\":\"%s\",\"project\":\"p%d\",\"env\":\"dev\",\"wanted\":{\"name\":\"k\",\"owner\":%s,\"expiresAt\":%s}}"
                .formatted(
                    org,
                    random.nextInt(PROJECTS),
                    owner == null ? "null" : "\"" + owner + "\"",
                    end == null ? "null" : "\"" + end + "\""));
    keys.add(
        new ModelKey(
            key.path("id").asText(), house, owner, keys.size() % 40 == 0, createdAt, MAX_AGE, end));
  }

  /** What people do in between: most rotate in time, some late, some never. */
  private void change(Node node, Instant now) {
    node.at(now);
    for (ModelKey key : List.copyOf(keys)) {
      if (key.isNearItsAge(now) && !key.neglected && random.nextInt(30) == 0) {
        JsonNode successor = node.call("/rotate", key.named());
        key.close();
        keys.add(
            new ModelKey(
                successor.path("id").asText(),
                key.house,
                key.owner,
                false,
                now,
                MAX_AGE,
                key.end()));
      }
    }
    ModelKey any = keys.get(random.nextInt(keys.size()));
    if (any.alive) {
      switch (random.nextInt(8)) {
        case 0 -> {
          node.call("/revoke", any.named());
          any.close();
        }
        case 1, 2 -> {
          node.call("/disable", any.named());
          any.close();
          disabled.add(any);
        }
        default -> {
          // it is left alone
        }
      }
    } else if (any.disabledByPolicy) {
      node.call("/enable", any.named());
      any.open(now);
      enabled++;
    } else if (!disabled.isEmpty() && random.nextBoolean()) {
      ModelKey back = disabled.remove(random.nextInt(disabled.size()));
      node.call("/enable", back.named());
      back.open(now);
    }
  }

  private static void race(ExecutorService pool, Node one, Node two, String what) throws Exception {
    List<Future<?>> both =
        List.of(pool.submit(() -> one.run(what)), pool.submit(() -> two.run(what)));
    for (Future<?> node : both) {
      node.get();
    }
  }

  private void check(GreenMail relay, Instant now, boolean away) throws Exception {
    Map<String, Set<String>> expected = new TreeMap<>();
    Map<String, String> believed = new TreeMap<>();
    if (!away) {
      keys.forEach(key -> believed.put(key.id, key.toString()));
      for (ModelKey key : keys) {
        key.waiting()
            .forEach(who -> expected.computeIfAbsent(who, w -> new TreeSet<>()).add(key.id));
        key.tell(now);
      }
    }
    Map<String, Set<String>> received = new TreeMap<>();
    for (MimeMessage message : away ? new MimeMessage[0] : relay.getReceivedMessages()) {
      String recipient = message.getAllRecipients()[0].toString();
      if (!isOurs(recipient)) {
        continue;
      }
      if (message.getSubject().contains(": compliance of ")) {
        reports.merge(recipient + " " + message.getSubject(), 1, Integer::sum);
        continue;
      }
      String text = (String) ((MimeMultipart) message.getContent()).getBodyPart(0).getContent();
      Set<String> told = new TreeSet<>();
      for (Matcher key = KEY.matcher(text); key.find(); ) {
        told.add(key.group());
      }
      assertThat(received.put(recipient, told)).as("%s at %s: one mail", recipient, now).isNull();
      mails++;
      prompts += told.size();
    }
    assertThat(received)
        .as(() -> "mails at %s; %s".formatted(now, difference(expected, received, believed)))
        .isEqualTo(expected);
    if (!away) {
      relay.purgeEmailFromAllMailboxes();
    }
  }

  /** NB: other tests leave keys in the database, which are due some day in this year. */
  private boolean isOurs(String recipient) {
    return recipient.startsWith("person")
        || houses.values().stream().anyMatch(house -> house.owners().contains(recipient));
  }

  private long count(Node node, String state) {
    return houses.keySet().stream().mapToLong(org -> node.count(org, state)).sum();
  }

  /** The keys that a mail has and should not, or the other way round. */
  private static List<String> difference(
      Map<String, Set<String>> expected,
      Map<String, Set<String>> received,
      Map<String, String> believed) {
    List<String> different = new ArrayList<>();
    Set<String> recipients = new TreeSet<>(expected.keySet());
    recipients.addAll(received.keySet());
    for (String recipient : recipients) {
      Set<String> wanted = expected.getOrDefault(recipient, Set.of());
      Set<String> got = received.getOrDefault(recipient, Set.of());
      Set<String> all = new TreeSet<>(wanted);
      all.addAll(got);
      all.removeIf(key -> wanted.contains(key) && got.contains(key));
      all.forEach(key -> different.add(recipient + ": " + believed.get(key)));
    }
    return different;
  }

  /** Each owner got one for each first day whose hour has come, and never a second one. */
  private void checkReports(Instant now) {
    assertThat(reports.values()).containsOnly(1);
    for (ModelKey.House house : houses.values()) {
      List<String> months = new ArrayList<>();
      for (LocalDate day = LocalDate.parse("2029-12-30");
          day.getYear() < 2032;
          day = day.plusDays(1)) {
        Instant at = day.atTime(house.hour(), 0).atZone(house.zone()).toInstant();
        if (day.getDayOfMonth() == 1 && !at.isBefore(BEGIN) && !at.isAfter(now)) {
          months.add(day.toString().substring(0, 7));
        }
      }
      for (String owner : house.owners()) {
        assertThat(reports.keySet())
            .filteredOn(report -> report.startsWith(owner + " "))
            .extracting(report -> report.replaceAll(".*(\\d{4}-\\d{2}): compliance of .*", "$1"))
            .as("months reported to %s", owner)
            .containsExactlyInAnyOrderElementsOf(months);
      }
    }
  }
}
