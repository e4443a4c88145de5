package io.keygate.apikey;

import io.keygate.platform.idempotency.Idempotent;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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

/** The keys of one stream over HTTP. */
@Path("/organizations/{org}/projects/{project}/environments/{env}/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public class StreamKeysResource {
  @Inject ApiKeyService keys;
  @Context UriInfo uri;

  @GET
  @Access(Least.VIEWER)
  @Operation(summary = "List the keys of a stream, dead ones too")
  public Page<ApiKeyView> list(
      @PathParam("org") String org,
      @PathParam("project") String project,
      @PathParam("env") String env,
      @Valid @BeanParam PageRequest page) {
    return keys.list(org, project, env, page);
  }

  @POST
  @Idempotent
  @Access(Least.MEMBER)
  @Raises(ProblemType.KEY_LIMIT_REACHED)
  @Operation(summary = "Generate a key; the answer is the only one that shows its secret")
  @APIResponse(
      responseCode = "201",
      description = "Generated",
      headers = @Header(name = "Cache-Control", ref = "CacheControl"),
      content = @Content(schema = @Schema(implementation = GeneratedKey.class)))
  public Response generate(
      @PathParam("org") String org,
      @PathParam("project") String project,
      @PathParam("env") String env,
      @Valid @NotNull NewApiKey wanted) {
    GeneratedKey generated = keys.generate(org, project, env, wanted);
    return Response.created(
            uri.getBaseUriBuilder().path(KeysResource.class).path(generated.key().id()).build())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(generated)
        .build();
  }
}
