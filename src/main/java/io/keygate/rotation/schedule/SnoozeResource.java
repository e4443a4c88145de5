package io.keygate.rotation.schedule;

import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Putting the reminders of a key off, over HTTP. */
@Path("/keys/{key}/snooze")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Rotation")
public class SnoozeResource {
  @Inject Snoozes snoozes;

  @POST
  @Access(Least.MEMBER)
  @Raises(ProblemType.KEY_STATE)
  @Operation(
      summary = "Put the reminders of a key off, for 14 days at most",
      description =
          "Not past the date on which it is due. Again replaces what was said before. The trail has"
              + " who wanted it, and why.")
  @APIResponse(
      responseCode = "200",
      description = "Put off",
      content = @Content(schema = @Schema(implementation = SnoozeView.class)))
  public SnoozeView snooze(@PathParam("key") String key, @Valid @NotNull Snooze wanted) {
    return snoozes.snooze(key, wanted);
  }

  @DELETE
  @Access(Least.MEMBER)
  @Operation(summary = "Have reminders of a key again at once")
  public void end(@PathParam("key") String key) {
    snoozes.end(key);
  }
}
