package io.keygate.apikey;

import io.keygate.platform.idempotency.Idempotent;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import io.keygate.platform.web.IfMatch;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import org.jspecify.annotations.Nullable;

/** One key over HTTP. */
@Path("/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public class KeysResource {
  @Inject ApiKeyService keys;
  @Inject KeyRotation rotation;
  @Context UriInfo uri;

  @GET
  @Path("{key}")
  @Access(Least.VIEWER)
  @Operation(summary = "Read a key")
  public ApiKeyView read(@PathParam("key") String key) {
    return keys.read(key);
  }

  @PATCH
  @Path("{key}")
  @Access(Least.MEMBER)
  @Raises(ProblemType.KEY_STATE)
  @Operation(
      summary = "Change what is said of a key, where it may be used from, and when it ends",
      description =
          "What is absent stays, null clears. A revoked key stays as it is, and the end of one"
              + " that has expired cannot be moved. Holds at the gate when the answer is given.")
  public ApiKeyView change(
      @PathParam("key") String key, @BeanParam IfMatch ifMatch, @Valid @NotNull KeyChange change) {
    return keys.change(key, change, ifMatch);
  }

  @POST
  @Path("{key}/revoke")
  @Access(Least.MEMBER)
  @Operation(
      summary = "Revoke a key: at once, on every node, for good",
      description = "A second time changes nothing. After the answer no request with it succeeds.")
  public ApiKeyView revoke(
      @PathParam("key") String key,
      @BeanParam IfMatch ifMatch,
      @Valid @Nullable Revocation revocation) {
    return keys.revoke(key, revocation == null ? null : revocation.reason(), ifMatch);
  }

  @POST
  @Path("{key}/rotate")
  @Idempotent
  @Access(Least.MEMBER)
  @Raises({ProblemType.KEY_STATE, ProblemType.OVERLAP_RUNNING})
  @Operation(
      summary = "Replace a key by a new one with the same settings; both work during the overlap",
      description =
          "Only an active key can be rotated, and only once; of concurrent rotations one wins. The"
              + " overlap never goes past the key's own expiry. At most two keys of a lineage work"
              + " at once: while the key before this one does, its overlap has to be ended.")
  @APIResponse(
      responseCode = "201",
      description = "Rotated; the only answer that shows the new secret",
      headers = @Header(name = "Cache-Control", ref = "CacheControl"),
      content = @Content(schema = @Schema(implementation = RotatedKey.class)))
  public Response rotate(
      @PathParam("key") String key, @BeanParam IfMatch ifMatch, @Valid @Nullable Rotation wanted) {
    RotatedKey rotated =
        rotation.rotate(key, wanted == null ? new Rotation(null, null) : wanted, ifMatch);
    return Response.created(
            uri.getBaseUriBuilder().path(KeysResource.class).path(rotated.key().id()).build())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(rotated)
        .build();
  }

  @PATCH
  @Path("{key}/overlap")
  @Access(Least.MEMBER)
  @Raises(ProblemType.KEY_STATE)
  @Operation(summary = "Shorten, extend or end the overlap of a key that was rotated out")
  public ApiKeyView moveOverlap(
      @PathParam("key") String key, @BeanParam IfMatch ifMatch, @Valid @NotNull OverlapEnd end) {
    return rotation.moveOverlap(key, end.endsAt(), ifMatch);
  }

  @POST
  @Path("{key}/disable")
  @Access(Least.MEMBER)
  @Raises(ProblemType.KEY_STATE)
  @Operation(
      summary = "Close the gate to a key until it is enabled again",
      description = "A second time changes nothing. After the answer no request with it succeeds.")
  public ApiKeyView disable(@PathParam("key") String key, @BeanParam IfMatch ifMatch) {
    return keys.disable(key, ifMatch);
  }

  @POST
  @Path("{key}/enable")
  @Access(Least.MEMBER)
  @Raises(ProblemType.KEY_STATE)
  @Operation(
      summary = "Enable a disabled key",
      description = "It works again unless it has expired or its overlap is over.")
  public ApiKeyView enable(@PathParam("key") String key, @BeanParam IfMatch ifMatch) {
    return keys.enable(key, ifMatch);
  }
}
