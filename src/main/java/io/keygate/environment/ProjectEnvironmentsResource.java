package io.keygate.environment;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Environments of one project over HTTP. */
@Path("/organizations/{org}/projects/{project}/environments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Environments")
public class ProjectEnvironmentsResource {
  @Inject EnvironmentService environments;
  @Context UriInfo uri;

  @GET
  @Access(Least.VIEWER)
  @Operation(summary = "List the environments of a project, of both levels")
  public Page<EnvironmentView> list(
      @PathParam("org") String org,
      @PathParam("project") String project,
      @Valid @BeanParam PageRequest page) {
    return environments.list(org, project, page);
  }

  @POST
  @Access(Least.ADMIN)
  @Raises(ProblemType.SLUG_TAKEN)
  @Operation(summary = "Create an environment in this project alone")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = EnvironmentView.class)))
  public Response create(
      @PathParam("org") String org,
      @PathParam("project") String project,
      @Valid @NotNull NewEnvironment wanted) {
    EnvironmentView environment = environments.create(org, project, wanted);
    return Response.created(uri.getAbsolutePathBuilder().path(environment.slug()).build())
        .entity(environment)
        .build();
  }
}
