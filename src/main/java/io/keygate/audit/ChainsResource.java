package io.keygate.audit;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * All trails over HTTP: the platform's, and those of organizations, of deleted ones too; and the
 * schema of events.
 */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class ChainsResource {
  private static final String SCHEMA_TYPE = "application/schema+json";
  private static final String SCHEMA = "/META-INF/audit-event-v1.schema.json";

  @Inject ChainReader reader;
  @Inject AuditTrail trail;
  @Inject AuditAnswers answers;
  @Context HttpHeaders headers;

  /** A chain as the API gives it. */
  public record AuditChain(
      @Schema(description = "Its public id") String id,
      @Schema(description = "The organization's slug, or platform") String label,
      @Schema(description = "Number of its last event") long head,
      @Schema(description = "When that was written") @Nullable Instant headAt,
      @Schema(description = "Retention has removed all up to this number; 0: none") long cutUpTo,
      @Schema(description = "Id of the MAC key that it is under") String keyId) {
    static AuditChain of(ChainRow row) {
      return new AuditChain(
          row.publicId(),
          row.label(),
          row.headNumber(),
          row.headAt(),
          row.cutNumber(),
          row.keyId());
    }
  }

  @GET
  @Path("chains")
  @Access(Least.PLATFORM_ADMIN)
  @Operation(
      summary = "List all audit chains: of organizations, deleted ones too, and the platform")
  public Page<AuditChain> list(@Valid @BeanParam PageRequest page) {
    return Page.of(page, reader.page(page.after(), page.rows()), ChainRow::id, AuditChain::of);
  }

  @GET
  @Path("chains/{chain}/events")
  @Produces({MediaType.APPLICATION_JSON, AuditAnswers.NDJSON, AuditAnswers.CSV})
  @Access(Least.PLATFORM_ADMIN)
  @Operation(
      summary = "Read or export a chain by its id, or `platform`",
      description = "Like the trail of an organization.")
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
      @PathParam("chain") @Parameter(description = "Public id of a chain, or platform")
          String chain,
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
    return answers.read(trail.byId(chain), filter, page, order, headers);
  }

  @GET
  @Path("chains/{chain}/verification")
  @Access(Least.PLATFORM_ADMIN)
  @Operation(summary = "Verify a chain by its id, or `platform`")
  public VerificationView verification(
      @PathParam("chain") @Parameter(description = "Public id of a chain, or platform")
          String chain) {
    return answers.verification(trail.byId(chain));
  }

  @GET
  @Path("schema")
  @Produces({SCHEMA_TYPE, MediaType.APPLICATION_JSON})
  @Access(Least.ANYONE)
  @Operation(summary = "The JSON Schema of an event, version 1")
  @APIResponse(
      responseCode = "200",
      description = "JSON Schema 2020-12",
      content =
          @Content(
              mediaType = SCHEMA_TYPE,
              schema = @Schema(type = SchemaType.OBJECT, additionalProperties = Schema.True.class),
              examples = @ExampleObject(name = "example", ref = "AuditEventSchema")))
  public byte[] schema() throws IOException {
    try (InputStream file = ChainsResource.class.getResourceAsStream(SCHEMA)) {
      return Objects.requireNonNull(file).readAllBytes();
    }
  }
}
