package io.keygate.rotation.calendar;

import io.keygate.platform.idempotency.Idempotent;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The calendar of the caller over HTTP. */
@Path("/me/calendar")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rotation")
public class MyCalendarResource {
  @Inject Calendars calendars;
  @Context UriInfo uri;

  @GET
  @Access(Least.ANY_CALLER)
  @Raises(ProblemType.NOT_FOUND)
  @Operation(summary = "Since when the calendar of the caller has a URL")
  public CalendarView read() {
    return calendars.readOwn();
  }

  @POST
  @Idempotent
  @Access(Least.ANY_CALLER)
  @Operation(
      summary =
          "Give the calendar of the caller a new URL; the answer is the only one that shows it",
      description =
          "The keys that the caller owns by mail address, in organizations where the caller has a"
              + " role at the moment of reading. What was before leads nowhere any more.")
  @APIResponse(
      responseCode = "201",
      description = "Made",
      headers = @Header(name = "Cache-Control", ref = "CacheControl"),
      content = @Content(schema = @Schema(implementation = CreatedCalendar.class)))
  public Response create() {
    CreatedCalendar created = calendars.createOwn();
    return Response.created(uri.getAbsolutePath())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(created)
        .build();
  }

  @DELETE
  @Access(Least.ANY_CALLER)
  @Raises(ProblemType.NOT_FOUND)
  @Operation(summary = "End the URL of the calendar of the caller")
  public void end() {
    calendars.endOwn();
  }
}
