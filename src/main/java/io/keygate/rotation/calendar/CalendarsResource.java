package io.keygate.rotation.calendar;

import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Calendars for calendar programs. */
@Path("/calendars")
@Tag(name = "Rotation")
public class CalendarsResource {
  /** Of the path. */
  static final String SUFFIX = ".ics";

  private static final String MEDIA_TYPE = "text/calendar";

  @Inject Feeds feeds;
  @Context Request request;

  @GET
  @Path("{token}" + SUFFIX)
  @Produces(MEDIA_TYPE + ";charset=utf-8")
  @Access(Least.ANYONE)
  @Operation(
      summary = "Read a calendar of coming rotations",
      description =
          "iCalendar, RFC 5545: for each active key one event of a whole day, on the day on which"
              + " it is to be rotated or ends. Of a person: the keys that the person owns, in"
              + " organizations where the person has a role. The token is the only secret. Honours"
              + " If-None-Match. At most 5000 keys, the next due dates first.")
  @APIResponse(
      responseCode = "200",
      description = "The calendar",
      content = @Content(mediaType = MEDIA_TYPE, schema = @Schema(implementation = String.class)))
  @APIResponse(responseCode = "304", description = "It is as If-None-Match says")
  public Response read(
      @PathParam("token") @Parameter(description = "As the URL has it that was given once")
          String token) {
    Feeds.Feed feed =
        feeds
            .of(token)
            .orElseThrow(() -> ProblemType.NOT_FOUND.with("There is no calendar at this URL."));
    var tag = new EntityTag(feed.tag(), true);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    var cache = new CacheControl();
    cache.setPrivate(true);
    cache.setNoCache(true);
    if (unchanged != null) {
      return unchanged.cacheControl(cache).build();
    }
    return Response.ok(feed.text().get())
        .tag(tag)
        .cacheControl(cache)
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"keygate.ics\"")
        .build();
  }
}
