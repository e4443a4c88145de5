package io.keygate.audit;

import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** An organization's audit trail over HTTP. */
@Path("/organizations/{org}/audit")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {
  @Inject AuditTrail trail;
  @Inject AuditAnswers answers;
  @Context HttpHeaders headers;

  /**
   * A secret that was found.
   *
   * @param secret the full text of a key
   */
  public record AuditLookup(
      @NotEmpty
          @Size(max = 200)
          @Schema(description = "The full text of a key", format = "password")
          String secret) {
    // NB: a record prints its components; this one must not.
    @Override
    public String toString() {
      return "AuditLookup[]";
    }
  }

  /** Whose it is, and what is told of it. */
  public record LookedUpKey(
      @Schema(description = "The public id of the key") String keyId,
      @Schema(description = "Its events, the newest first, 200 at most")
          List<AuditEventView> events) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, AuditAnswers.NDJSON, AuditAnswers.CSV})
  @Access(Least.AUDITOR)
  @Operation(
      summary = "Read the trail in pages, or export it",
      description =
          "As JSON a page, the newest events first; with `Accept: application/x-ndjson` or"
              + " `text/csv` the whole result in the order of its numbers, as a stream. The last"
              + " event of an export without filters is the one that tells of the export.")
  @APIResponse(
      responseCode = "200",
      description = "A page, or all of it",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = AuditPage.class)),
        @Content(
            mediaType = AuditAnswers.NDJSON,
            schema = @Schema(implementation = String.class, description = "An event each line"),
            examples = @ExampleObject(name = "example", ref = "AuditNdjson")),
        @Content(
            mediaType = AuditAnswers.CSV,
            schema = @Schema(implementation = String.class, description = "RFC 4180"),
            examples = @ExampleObject(name = "example", ref = "AuditCsv"))
      })
  public Response read(
      @PathParam("org") String org,
      @Valid @BeanParam AuditFilter filter,
      @Valid @BeanParam PageRequest page,
      @QueryParam("order")
          @Parameter(
              description = "Of pages: the newest events first, or the oldest",
              schema =
                  @Schema(
                      enumeration = {"desc", "asc"},
                      defaultValue = "desc"))
          @Nullable String order) {
    return answers.read(trail.ofOrganization(org), filter, page, order, headers);
  }

  @POST
  @Path("lookup")
  @Access(Least.AUDITOR)
  @Operation(
      summary = "Find out whose secret this is, by its hash",
      description = "Of keys that were purged, too. The secret is neither kept nor logged.")
  public LookedUpKey lookup(@PathParam("org") String org, @Valid @NotNull AuditLookup wanted) {
    ChainRow chain = trail.ofOrganization(org);
    String id = trail.keyBySecret(chain, wanted.secret());
    return new LookedUpKey(id, trail.ofKey(chain, id).stream().map(AuditEventView::of).toList());
  }

  @GET
  @Path("verification")
  @Access(Least.AUDITOR)
  @Operation(
      summary = "Verify the trail",
      description =
          "Reads all events and compares them with their MACs, with each other, and with the"
              + " anchors outside the database.")
  public VerificationView verification(@PathParam("org") String org) {
    return answers.verification(trail.ofOrganization(org));
  }
}
