package io.keygate.environment;

import io.keygate.platform.idempotency.Idempotent;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import io.keygate.platform.web.Confirmation;
import io.keygate.platform.web.IfMatch;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Environments at the organization's level over HTTP. */
@Path("/organizations/{org}/environments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Environments")
public class OrganizationEnvironmentsResource {
  @Inject EnvironmentService environments;
  @Inject EnvironmentDeletion deletion;
  @Context UriInfo uri;

  @GET
  @Access(Least.VIEWER)
  @Operation(summary = "List the environments that all projects of the organization have")
  public Page<EnvironmentView> list(
      @PathParam("org") String org, @Valid @BeanParam PageRequest page) {
    return environments.list(org, page);
  }

  @POST
  @Idempotent
  @Access(Least.ADMIN)
  @Raises(ProblemType.SLUG_TAKEN)
  @Operation(summary = "Create an environment in all projects, existing and new")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = EnvironmentView.class)))
  public Response create(@PathParam("org") String org, @Valid @NotNull NewEnvironment wanted) {
    EnvironmentView environment = environments.create(org, wanted);
    return Response.created(uri.getAbsolutePathBuilder().path(environment.slug()).build())
        .entity(environment)
        .build();
  }

  @GET
  @Path("{env}")
  @Access(Least.VIEWER)
  @Operation(summary = "Read an environment that all projects of the organization have")
  public EnvironmentView read(@PathParam("org") String org, @PathParam("env") String env) {
    return environments.read(org, env);
  }

  @PATCH
  @Path("{env}")
  @Access(Least.ADMIN)
  @Operation(summary = "Change an environment in all projects; it is never renamed")
  public EnvironmentView change(
      @PathParam("org") String org,
      @PathParam("env") String env,
      @BeanParam IfMatch ifMatch,
      @Valid @NotNull EnvironmentChange change) {
    return environments.change(org, env, change, ifMatch);
  }

  @DELETE
  @Path("{env}")
  @Access(Least.OWNER)
  @Raises({ProblemType.CONFIRMATION_REQUIRED, ProblemType.BUILT_IN_ENVIRONMENT})
  @Operation(
      summary = "Delete an environment from all projects",
      description =
          "All its keys are dead when the answer is given. An owner can restore environment and"
              + " data from the bin for some days, but never the keys.")
  public void delete(
      @PathParam("org") String org,
      @PathParam("env") String env,
      @BeanParam Confirmation confirmation,
      @BeanParam IfMatch ifMatch) {
    deletion.delete(org, env, confirmation, ifMatch);
  }
}
