package io.keygate.project;

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

/** Projects over HTTP. */
@Path("/organizations/{org}/projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
public class ProjectsResource {
  @Inject ProjectService projects;
  @Context UriInfo uri;

  @GET
  @Access(Least.VIEWER)
  @Operation(summary = "List the projects of an organization")
  public Page<ProjectView> list(@PathParam("org") String org, @Valid @BeanParam PageRequest page) {
    return projects.list(org, page);
  }

  @POST
  @Idempotent
  @Access(Least.ADMIN)
  @Raises(ProblemType.SLUG_TAKEN)
  @Operation(summary = "Create a project; all environments of the organization are in it at once")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = ProjectView.class)))
  public Response create(@PathParam("org") String org, @Valid @NotNull NewProject wanted) {
    ProjectView project = projects.create(org, wanted);
    return Response.created(uri.getAbsolutePathBuilder().path(project.slug()).build())
        .entity(project)
        .build();
  }

  @GET
  @Path("{project}")
  @Access(Least.VIEWER)
  @Operation(summary = "Read a project")
  public ProjectView read(@PathParam("org") String org, @PathParam("project") String project) {
    return projects.read(org, project);
  }

  @PATCH
  @Path("{project}")
  @Access(Least.ADMIN)
  @Operation(summary = "Rename a project; its slug stays")
  public ProjectView rename(
      @PathParam("org") String org,
      @PathParam("project") String project,
      @BeanParam IfMatch ifMatch,
      @Valid @NotNull ProjectChange change) {
    return projects.rename(org, project, change.name(), ifMatch);
  }

  @DELETE
  @Path("{project}")
  @Access(Least.OWNER)
  @Raises(ProblemType.CONFIRMATION_REQUIRED)
  @Operation(
      summary = "Delete a project with all that is in it",
      description =
          "All its keys are dead when the answer is given. An owner can restore project and data"
              + " from the bin for some days, but never the keys.")
  public void delete(
      @PathParam("org") String org,
      @PathParam("project") String project,
      @BeanParam Confirmation confirmation,
      @BeanParam IfMatch ifMatch) {
    projects.delete(org, project, confirmation, ifMatch);
  }
}
