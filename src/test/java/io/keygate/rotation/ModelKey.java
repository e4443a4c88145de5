package io.keygate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A key as the test believes it to be: it knows all its stages by heart, because it lists every
 * day, and remembers who was told of which. Made without looking at how the product does it.
 */
final class ModelKey {
  /** What an organization's keys have in common. */
  record House(
      Instant since,
      ZoneId zone,
      int hour,
      boolean disables,
      @Nullable Integer every,
      Set<String> owners) {}

  private static final int LONGEST = 500;
  private static final int GRACE = 14;
  private static final Duration NOTICE = Duration.ofDays(14);
  private static final int ANNOUNCED = 1_000_000;

  final String id;
  final House house;
  final @Nullable String owner;

  /** Whether nobody cares for it. */
  final boolean neglected;

  private final Instant due;
  private final @Nullable Instant end;
  private final TreeMap<Instant, Integer> stages = new TreeMap<>();
  private final Instant regularlyDisabledAt;

  /** A stage that waits for the relay, with the day on which it says that the key is disabled. */
  private record Waiting(int stage, Instant queuedAt, @Nullable Instant day) {}

  private final Map<String, Waiting> waiting = new HashMap<>();

  /** What the relay took. */
  private final List<Waiting> told = new ArrayList<>();

  private final Map<Integer, Set<String>> queued = new HashMap<>();
  private Instant since;
  boolean alive = true;
  boolean disabledByPolicy;

  ModelKey(
      String id,
      House house,
      @Nullable String owner,
      boolean neglected,
      Instant createdAt,
      int maxAge,
      @Nullable Instant end) {
    this.id = id;
    this.house = house;
    this.owner = owner;
    this.neglected = neglected;
    this.end = end;
    Instant byAge = createdAt.plus(Duration.ofDays(maxAge));
    this.due = end != null && end.isBefore(byAge) ? end : byAge;
    LocalDate day = due.atZone(house.zone()).toLocalDate();
    Set<Integer> offsets = new TreeSet<>(List.of(-14, -7, -1, 0, 7));
    if (house.every() != null) {
      for (int days = house.every(); days <= LONGEST; days += house.every()) {
        offsets.add(days);
      }
    }
    for (int offset : offsets) {
      Instant at = at(day.plusDays(offset));
      if (!at.isBefore(createdAt) && (end == null || at.isBefore(end))) {
        stages.put(at, offset);
      }
    }
    this.regularlyDisabledAt = at(byAge.atZone(house.zone()).toLocalDate().plusDays(GRACE));
    this.since = house.since();
  }

  private Instant at(LocalDate day) {
    return day.atTime(LocalTime.of(house.hour(), 0)).atZone(house.zone()).toInstant();
  }

  /** Looks at it; whoever has to be told waits from now on. */
  void lookAt(Instant now) {
    if (alive && end != null && !now.isBefore(end)) {
      alive = false;
    }
    if (!alive) {
      if (!disabledByPolicy) {
        waiting.clear();
      }
      return;
    }
    Instant day = house.disables() ? disabledOn(now) : null;
    if (day != null && !now.isBefore(day) && said().anyMatch(w -> isHeard(w, now))) {
      close();
      disabledByPolicy = true;
      recipients(true).forEach(who -> waiting.put(who, new Waiting(Integer.MAX_VALUE, now, null)));
      return;
    }
    Map.Entry<Instant, Integer> reached = stages.floorEntry(now);
    boolean ownersToo = reached != null && reached.getValue() >= 7;
    if (reached != null) {
      queue(reached.getValue(), recipients(ownersToo), now, day);
    }
    if (day != null
        && Stream.concat(said(), waiting.values().stream()).noneMatch(w -> says(w, day))
        && !now.isBefore(day.minus(NOTICE))) {
      queue(ANNOUNCED + dayOf(disabledOnByPolicy()), recipients(ownersToo), now, day);
    }
  }

  private void queue(int stage, Set<String> recipients, Instant now, @Nullable Instant day) {
    for (String recipient : recipients) {
      if (queued.computeIfAbsent(stage, s -> new TreeSet<>()).add(recipient)) {
        waiting.put(recipient, new Waiting(stage, now, day));
      }
    }
  }

  /** What was taken since the key may be disabled. */
  private Stream<Waiting> said() {
    return told.stream().filter(w -> w.day() != null && !w.queuedAt().isBefore(since));
  }

  private static boolean says(Waiting prompt, Instant day) {
    return prompt.day() != null && !prompt.day().isAfter(day);
  }

  private static boolean isHeard(Waiting prompt, Instant now) {
    return says(prompt, now);
  }

  private Instant disabledOnByPolicy() {
    Instant earliest = since.plus(NOTICE);
    return regularlyDisabledAt.isBefore(earliest) ? earliest : regularlyDisabledAt;
  }

  /** As people were told, but not before the policy says so; untold, not without notice. */
  private @Nullable Instant disabledOn(Instant now) {
    Instant byPolicy = disabledOnByPolicy();
    Instant first =
        Stream.concat(said(), waiting.values().stream())
            .flatMap(w -> Stream.ofNullable(w.day()))
            .min(Comparator.naturalOrder())
            .orElse(now.plus(NOTICE));
    Instant possible = first.isBefore(now.plus(NOTICE)) ? first : now.plus(NOTICE);
    Instant day = possible.isBefore(byPolicy) ? byPolicy : possible;
    return end != null && !day.isBefore(end) ? null : day;
  }

  private int dayOf(Instant at) {
    return Math.toIntExact(at.atZone(house.zone()).toLocalDate().toEpochDay());
  }

  private Set<String> recipients(boolean ownersToo) {
    Set<String> recipients = new TreeSet<>();
    if (owner != null) {
      recipients.add(owner);
    }
    if (owner == null || ownersToo) {
      recipients.addAll(house.owners());
    }
    return recipients;
  }

  /** Who waits to be told. */
  Set<String> waiting() {
    return waiting.keySet();
  }

  /** The relay takes everything now. */
  void tell(Instant now) {
    Instant day = alive && house.disables() ? disabledOn(now) : null;
    Instant soonest = now.plus(Duration.ofDays(1));
    Instant stated = day != null && day.isBefore(soonest) ? soonest : day;
    waiting.values().forEach(w -> told.add(new Waiting(w.stage(), w.queuedAt(), stated)));
    waiting.clear();
  }

  /** It was rotated, revoked or disabled: what waited makes no sense any more. */
  void close() {
    alive = false;
    waiting.forEach(
        (who, prompt) -> queued.getOrDefault(prompt.stage(), new TreeSet<>()).remove(who));
    waiting.clear();
  }

  /** It was enabled again; whoever disables it has to say so anew. */
  void open(Instant now) {
    close();
    alive = true;
    disabledByPolicy = false;
    since = now;
  }

  /** Whether its owner may want to rotate it. */
  boolean isNearItsAge(Instant now) {
    return alive && !due.equals(end) && now.isAfter(due.minus(Duration.ofDays(14)));
  }

  /** As the node wants to hear of it. */
  String named() {
    return "{\"key\":\"" + id + "\"}";
  }

  @Nullable Instant end() {
    return end;
  }

  /** All that it knows, for whoever looks for a difference. */
  @Override
  public String toString() {
    return "%s of %s, due %s, ends %s, disabled at %s, since %s, told %s, alive %s, queued %s, waiting %s"
        .formatted(id, owner, due, end, regularlyDisabledAt, since, told, alive, queued, waiting);
  }
}
