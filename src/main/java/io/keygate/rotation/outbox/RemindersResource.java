package io.keygate.rotation.outbox;

import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reminders with their evidence, over HTTP. */
@Path("/organizations/{org}/reminders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rotation")
public class RemindersResource {
  @Inject Reminders reminders;

  @GET
  @Access(Least.VIEWER)
  @Operation(
      summary = "List reminders: those to come, the next due date first, then those of the past",
      description =
          "Of each key the next one to come, with who would get it. Those of the past, the newest"
              + " first, are evidence: what was tried when, and what the relay said. accepted means"
              + " that the relay took it, nothing less.")
  public Page<ReminderView> list(
      @PathParam("org") String org,
      @Valid @BeanParam ReminderFilter filter,
      @Valid @BeanParam PageRequest page) {
    return reminders.list(org, filter, page);
  }
}
