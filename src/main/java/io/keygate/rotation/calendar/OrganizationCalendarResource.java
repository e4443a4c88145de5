package io.keygate.rotation.calendar;

import io.keygate.platform.idempotency.Idempotent;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** The calendar of an organization over HTTP. */
@Path("/organizations/{org}/calendar")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rotation")
public class OrganizationCalendarResource {
  @Inject Calendars calendars;
  @Context UriInfo uri;

  @GET
  @Access(Least.ADMIN)
  @Operation(summary = "Since when the calendar of an organization has a URL")
  public CalendarView read(@PathParam("org") String org) {
    return calendars.read(org);
  }

  @POST
  @Idempotent
  @Access(Least.ADMIN)
  @Operation(
      summary =
          "Give the calendar of an organization a new URL; the answer is the only one that shows"
              + " it",
      description =
          "All keys of the organization that are to be rotated or end. What was before leads"
              + " nowhere any more.")
  @APIResponse(
      responseCode = "201",
      description = "Made",
      headers = @Header(name = "Cache-Control", ref = "CacheControl"),
      content = @Content(schema = @Schema(implementation = CreatedCalendar.class)))
  public Response create(@PathParam("org") String org) {
    CreatedCalendar created = calendars.create(org);
    return Response.created(uri.getAbsolutePath())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(created)
        .build();
  }

  @DELETE
  @Access(Least.ADMIN)
  @Operation(summary = "End the URL of the calendar of an organization")
  public void end(@PathParam("org") String org) {
    calendars.end(org);
  }
}
