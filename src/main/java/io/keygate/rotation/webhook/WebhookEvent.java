package io.keygate.rotation.webhook;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.keygate.platform.web.JsonContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is told, as CloudEvents 1.0 in structured mode; the same in every attempt as far
 * as the key is the same.
 *
 * @param id the same in every attempt
 * @param source URL of the organization
 * @param subject public id of the key
 * @param time when the prompt was made
 */
@JsonPropertyOrder({
  "specversion",
  "id",
  "source",
  "type",
  "subject",
  "time",
  "datacontenttype",
  "data"
})
public record WebhookEvent(
    String id, String source, Type type, String subject, Instant time, Data data) {
  /** Of the body. */
  static final String MEDIA_TYPE = "application/cloudevents+json";

  /** What it tells. */
  public enum Type {
    /** The key is to be rotated. */
    ROTATION_DUE("io.keygate.key.rotation-due"),
    /** It should have been rotated. */
    ROTATION_OVERDUE("io.keygate.key.rotation-overdue"),
    /** It was disabled, because nobody has rotated it. */
    DISABLED("io.keygate.key.disabled");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** As the event names it. */
    @com.fasterxml.jackson.annotation.JsonValue
    public String word() {
      return word;
    }
  }

  /**
   * What is told of the key; never its secret.
   *
   * @param due the date that it is about
   * @param disableAt when it is disabled if nobody rotates it
   */
  public record Data(
      String key,
      String name,
      String masked,
      String organization,
      String project,
      String environment,
      @Nullable String owner,
      String stage,
      Instant due,
      @Nullable Instant rotateBy,
      @Nullable Instant expiresAt,
      @Nullable Instant disableAt) {}

  /** Of CloudEvents. */
  public String getSpecversion() {
    return "1.0";
  }

  /** Of the data. */
  public String getDatacontenttype() {
    return "application/json";
  }

  /** As it is sent. */
  public String written() {
    try {
      return JsonContext.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is always JSON", e);
    }
  }
}
