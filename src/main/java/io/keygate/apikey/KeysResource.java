package io.keygate.apikey;

import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** One key over HTTP. */
@Path("/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public class KeysResource {
  @Inject ApiKeyService keys;

  @GET
  @Path("{key}")
  @Access(Least.VIEWER)
  @Operation(summary = "Read a key")
  public ApiKeyView read(@PathParam("key") String key) {
    return keys.read(key);
  }

  @POST
  @Path("{key}/revoke")
  @Access(Least.MEMBER)
  @Operation(
      summary = "Revoke a key: at once, on every node, for good",
      description = "A second time changes nothing. After the answer no request with it succeeds.")
  public ApiKeyView revoke(@PathParam("key") String key, @Valid @Nullable Revocation revocation) {
    return keys.revoke(key, revocation == null ? null : revocation.reason());
  }
}
