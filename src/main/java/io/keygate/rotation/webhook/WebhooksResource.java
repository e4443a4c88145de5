package io.keygate.rotation.webhook;

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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The webhooks of an organization over HTTP. */
@Path("/organizations/{org}/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Rotation")
public class WebhooksResource {
  @Inject Webhooks webhooks;
  @Context UriInfo uri;

  @GET
  @Access(Least.OWNER)
  @Operation(summary = "List the webhooks of an organization")
  public Page<WebhookView> list(@PathParam("org") String org, @Valid @BeanParam PageRequest page) {
    return webhooks.list(org, page);
  }

  @POST
  @Idempotent
  @Access(Least.OWNER)
  @Raises(ProblemType.WEBHOOK_LIMIT_REACHED)
  @Operation(
      summary = "Add a webhook; the answer is the only one that shows its signing secret",
      description =
          "Each prompt about a key of the organization is posted to it as a CloudEvents 1.0 event,"
              + " signed as Standard Webhooks has it, until it answers with 2xx, for five days at"
              + " most. An organization may have ten.")
  @APIResponse(
      responseCode = "201",
      description = "Added",
      headers = @Header(name = "Cache-Control", ref = "CacheControl"),
      content = @Content(schema = @Schema(implementation = CreatedWebhook.class)))
  public Response create(@PathParam("org") String org, @Valid @NotNull NewWebhook wanted) {
    CreatedWebhook created = webhooks.create(org, wanted);
    return Response.created(uri.getAbsolutePathBuilder().path(created.webhook().id()).build())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(created)
        .build();
  }

  @GET
  @Path("{id}")
  @Access(Least.OWNER)
  @Operation(summary = "Read a webhook; never its signing secret")
  public WebhookView read(
      @PathParam("org") String org,
      @PathParam("id") @Parameter(description = "Public id of the webhook") String id) {
    return webhooks.read(org, id);
  }

  @DELETE
  @Path("{id}")
  @Access(Least.OWNER)
  @Operation(summary = "Delete a webhook; what waits for it is cancelled")
  public void delete(
      @PathParam("org") String org,
      @PathParam("id") @Parameter(description = "Public id of the webhook") String id) {
    webhooks.delete(org, id);
  }
}
