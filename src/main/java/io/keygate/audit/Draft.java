package io.keygate.audit;

import io.keygate.audit.chain.Canonical;
import io.keygate.platform.event.Actor;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.Outcome;
import io.keygate.platform.event.RequestFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An event before it has its place in a chain.
 *
 * @param organizationId internal id of the organization whose chain it belongs to; null for the
 *     platform's
 * @param label what the chain is called where this event is its first
 * @param fields what it tells, in the form of the published schema
 */
record Draft(@Nullable Long organizationId, String label, Map<String, Object> fields) {
  private static final Duration JUST_NOW = Duration.ofSeconds(5);
  private static final int LONGEST_ID = 255;
  private static final int LONGEST_PATH = 500;
  private static final int LONGEST_TEXT = 2_000;

  /**
   * From an event that was fired.
   *
   * @param cleaned takes out of a text what must not be in the trail
   */
  static Draft of(
      DomainEvent event,
      Outcome outcome,
      Actor actor,
      RequestFacts source,
      UnaryOperator<String> cleaned) {
    var writer = new Writer(cleaned);
    Map<String, Object> fields = new TreeMap<>();
    fields.put("actor", writer.actor(actor));
    fields.put("action", event.action().word());
    fields.put("outcome", outcome.word());
    fields.put("target", writer.target(event.target()));
    writer.putText(fields, "reason", event.reason(), LONGEST_TEXT);
    Map<String, Object> changes = writer.changes(event.changes());
    if (!changes.isEmpty()) {
      fields.put("changes", changes);
    }
    if (!event.details().isEmpty()) {
      fields.put("details", writer.texts(event.details()));
    }
    Map<String, Object> from = writer.source(source);
    if (!from.isEmpty()) {
      fields.put("source", from);
    }
    fields.put("count", 1L);
    return new Draft(event.organizationId(), label(event), fields);
  }

  private static String label(DomainEvent event) {
    String slug = event.target().ids().get("organization");
    return slug == null ? Chains.PLATFORM : slug;
  }

  /**
   * The same for as many as that, which were then; what was just now needs no instant of its own.
   */
  Draft counting(long count, Instant firstAt, Instant lastAt, Instant now) {
    Map<String, Object> counted = new TreeMap<>(fields);
    counted.put("count", count);
    if (count > 1) {
      counted.computeIfPresent("source", (name, source) -> withoutRequest((Map<?, ?>) source));
    }
    if (count > 1 || firstAt.plus(JUST_NOW).isBefore(now)) {
      counted.put("firstAt", firstAt.toString());
      counted.put("lastAt", lastAt.toString());
    }
    return new Draft(organizationId, label, counted);
  }

  /** Many are not one request. */
  private static Map<String, Object> withoutRequest(Map<?, ?> source) {
    Map<String, Object> rest = new TreeMap<>();
    source.forEach((name, value) -> rest.put((String) name, value));
    rest.remove("requestId");
    return rest;
  }

  /** The same in the platform's chain. */
  Draft forPlatform() {
    return new Draft(null, Chains.PLATFORM, fields);
  }

  String text() {
    return Canonical.of(fields);
  }

  /** Puts values into the form of the schema, short enough and clean. */
  private record Writer(UnaryOperator<String> cleaned) {

    Map<String, Object> actor(Actor actor) {
      Map<String, Object> fields = new TreeMap<>();
      fields.put("kind", actor.kind().word());
      putText(fields, "issuer", actor.issuer(), LONGEST_ID);
      putText(fields, "subject", actor.subject(), LONGEST_ID);
      putText(fields, "name", actor.name(), LONGEST_ID);
      return fields;
    }

    Map<String, Object> target(DomainEvent.Target target) {
      Map<String, Object> fields = new TreeMap<>();
      fields.put("type", target.type());
      putText(fields, "id", target.id(), LONGEST_ID);
      putText(fields, "path", target.path(), LONGEST_PATH);
      fields.put("ids", texts(target.ids()));
      return fields;
    }

    Map<String, Object> source(RequestFacts source) {
      Map<String, Object> fields = new TreeMap<>();
      putText(fields, "address", source.address(), LONGEST_ID);
      putText(fields, "userAgent", source.userAgent(), LONGEST_PATH);
      putText(fields, "requestId", source.requestId(), LONGEST_ID);
      return fields;
    }

    Map<String, Object> texts(Map<String, String> texts) {
      Map<String, Object> fields = new TreeMap<>();
      texts.forEach((name, value) -> putText(fields, name, value, LONGEST_TEXT));
      return fields;
    }

    Map<String, Object> changes(Map<String, DomainEvent.Change> changes) {
      Map<String, Object> fields = new TreeMap<>();
      changes.forEach(
          (name, change) -> {
            Map<String, Object> sides = new TreeMap<>();
            put(sides, "before", change.before());
            put(sides, "after", change.after());
            fields.put(name, sides);
          });
      return fields;
    }

    private void put(Map<String, Object> fields, String name, @Nullable Object value) {
      if (value != null) {
        fields.put(name, plain(value));
      }
    }

    private Object plain(Object value) {
      if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
        return value;
      }
      if (value instanceof Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
      }
      if (value instanceof Collection<?> items) {
        return items.stream().map(this::plain).toList();
      }
      return fit(value.toString(), LONGEST_TEXT);
    }

    void putText(Map<String, Object> fields, String name, @Nullable String value, int longest) {
      if (value != null) {
        fields.put(name, fit(value, longest));
      }
    }

    private String fit(String text, int longest) {
      String clean = wellFormed(cleaned.apply(text));
      int end = Math.min(clean.length(), longest);
      boolean splits = end < clean.length() && Character.isLowSurrogate(clean.charAt(end));
      return clean.substring(0, splits ? end - 1 : end);
    }

    /** Half a character has no form in UTF-8. */
    private static String wellFormed(String text) {
      var result = new StringBuilder(text.length());
      text.codePoints()
          .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
          .forEach(result::appendCodePoint);
      return result.toString();
    }
  }
}
