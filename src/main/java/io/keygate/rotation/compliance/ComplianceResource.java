package io.keygate.rotation.compliance;

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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the keys of an organization stand, over HTTP. */
@Path("/organizations/{org}/compliance")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rotation")
public class ComplianceResource {
  @Inject ComplianceAnswers answers;
  @Context HttpHeaders headers;

  @GET
  @Produces({MediaType.APPLICATION_JSON, ComplianceAnswers.CSV})
  @Access(Least.AUDITOR)
  @Operation(
      summary = "List keys that somebody should look at, and why",
      description =
          "Keys that are overdue, without owner, unused, unbounded, or knocking after they were"
              + " revoked; those of deleted projects and environments are told of only while they"
              + " knock. As JSON a page; with `Accept: text/csv` all of them, as a stream. Owners"
              + " and auditors get the same as a mail on the first day of each month.")
  @APIResponse(
      responseCode = "200",
      description = "A page, or all of it",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ComplianceView.class)),
        @Content(
            mediaType = ComplianceAnswers.CSV,
            schema = @Schema(implementation = String.class, description = "RFC 4180"),
            examples = @ExampleObject(name = "example", ref = "ComplianceCsv"))
      })
  public Response read(
      @PathParam("org") String org,
      @Valid @BeanParam FindingFilter filter,
      @Valid @BeanParam PageRequest page) {
    return answers.read(org, filter, page, headers);
  }
}
