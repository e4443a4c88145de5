package io.keygate.rotation.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One prompt about one key: to one person where it has been made, to all where it is coming. */
public record ReminderView(
    @Schema(description = "Public id of the key") String key,
    @Schema(description = "Its name") String name,
    @Schema(description = "How its secret looks") String masked,
    @Schema(description = "Slug of its project") String project,
    @Schema(description = "Slug of its environment") String environment,
    @Schema(
            description =
                "Days from the due date, negative before it; DISABLE for an announcement apart from"
                    + " these that the key will be disabled, DISABLED for the news that it was",
            examples = "-P14D")
        String stage,
    @Schema(description = "The date that it is about: until when the key is to be rotated, or ends")
        Instant due,
    @Schema(description = "When it was made, or will be") Instant at,
    @Schema(description = "What became of it") ReminderState state,
    @Schema(description = "How it goes out") String channel,
    @Schema(
            description =
                "The mail address or the webhook; null where it is coming, see recipients")
        @Nullable String recipient,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Who would get it, as things are now; only where it is coming")
        @Nullable List<String> recipients,
    @Schema(
            description =
                "Public id of the mail or call that carries it: what is before the @ of the mail's"
                    + " Message-ID, and the call's webhook-id; null while there is none",
            examples = "dlv_8sT2pQw9LkX4vB7nM1zYcR")
        @Nullable String delivery,
    @Schema(description = "How often it was tried") int attempts,
    @Schema(description = "What the relay or the webhook said last, where it did not take it")
        @Nullable String lastError,
    @Schema(description = "When the relay or the webhook took it") @Nullable Instant acceptedAt,
    @Schema(description = "What it said then") @Nullable String answer,
    @Schema(
            description =
                "Why it was cancelled or superseded, or given up before it could be tried; why it"
                    + " was given up after that, lastError says")
        @Nullable String endedWhy,
    @Schema(description = "When it says that the key will be disabled") @Nullable Instant disableAt,
    @Schema(description = "Until when somebody has put it off") @Nullable Instant snoozedUntil,
    @Schema(description = "The attempts, the last ten") List<Attempt> log) {

  /** One attempt to get it out. */
  public record Attempt(
      @Schema(description = "When") Instant at,
      @Schema(
              description = "accepted, deferred or given-up",
              enumeration = {"accepted", "deferred", "given-up"})
          String outcome,
      @Schema(description = "What was said") String answer) {}
}
