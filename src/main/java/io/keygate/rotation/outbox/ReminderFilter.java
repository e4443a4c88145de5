package io.keygate.rotation.outbox;

import io.keygate.platform.problem.ProblemException;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which reminders are meant, as parameters of a list. */
public class ReminderFilter {
  @QueryParam("state")
  @Parameter(
      description = "Only these; coming for those whose day has not come",
      schema = @Schema(implementation = ReminderState.class))
  @Nullable
  @Size(max = 20)
  String state;

  @QueryParam("key")
  @Parameter(description = "Public id of a key")
  @Nullable
  @Size(max = 64)
  String key;

  @QueryParam("recipient")
  @Parameter(
      description = "Mail address, in any case, or public id of a webhook; not of coming ones")
  @Nullable
  @Size(max = 255)
  String recipient;

  /** The state; a 400 problem where there is no such one. */
  Optional<ReminderState> wantedState() {
    if (state == null || state.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ReminderState.of(state)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "state",
                        "must be coming, queued, accepted, given-up, cancelled or superseded")));
  }
}
