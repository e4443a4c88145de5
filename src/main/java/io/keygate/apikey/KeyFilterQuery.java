package io.keygate.apikey;

import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.web.QueryInstant;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** A {@link KeyFilter} as the parameters of a list. */
public class KeyFilterQuery {
  @QueryParam("project")
  @Parameter(description = "Slug of the project")
  @Nullable
  @Size(max = 255)
  String project;

  @QueryParam("environment")
  @Parameter(description = "Slug of the environment")
  @Nullable
  @Size(max = 255)
  String environment;

  @QueryParam("state")
  @Parameter(
      description = "Any of these states; may be repeated, or separated by commas",
      schema = @Schema(implementation = KeyState.class))
  @Nullable List<String> state;

  @QueryParam("owner")
  @Parameter(description = "Mail address of the owner, in any case")
  @Nullable
  @Size(max = 255)
  String owner;

  @QueryParam("expiresBefore")
  @Parameter(
      description = "Those that end by themselves before then",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @Nullable String expiresBefore;

  @QueryParam("unusedSince")
  @Parameter(
      description = "Those that were neither used nor made since then",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @Nullable String unusedSince;

  @QueryParam("q")
  @Parameter(
      description =
          "Part of name, owner, note, storedWhere or id, in any case, or the last four characters"
              + " of the secret")
  @Nullable
  @Size(max = 255)
  String q;

  /** The filter; a 400 problem that names the parameter that cannot be read. */
  KeyFilter filter() {
    return new KeyFilter(
        project,
        environment,
        states(),
        owner,
        QueryInstant.parse("expiresBefore", expiresBefore),
        QueryInstant.parse("unusedSince", unusedSince),
        q);
  }

  private @Nullable List<KeyState> states() {
    if (state == null || state.isEmpty()) {
      return null;
    }
    return state.stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(KeyFilterQuery::state)
        .distinct()
        .toList();
  }

  private static KeyState state(String word) {
    return Arrays.stream(KeyState.values())
        .filter(state -> state.word().equals(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "state",
                    "must be one of "
                        + Arrays.stream(KeyState.values())
                            .map(KeyState::word)
                            .collect(Collectors.joining(", "))));
  }
}
