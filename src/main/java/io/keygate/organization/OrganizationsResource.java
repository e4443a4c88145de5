package io.keygate.organization;

import io.keygate.platform.idempotency.Idempotent;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import io.keygate.platform.security.Caller;
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

/** Organizations over HTTP. */
@Path("/organizations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Organizations")
public class OrganizationsResource {
  @Inject OrganizationService organizations;
  @Inject Memberships memberships;
  @Inject Caller caller;
  @Context UriInfo uri;

  @GET
  @Access(Least.ANY_CALLER)
  @Operation(
      summary = "List the organizations that the caller belongs to; a platform admin sees all")
  public Page<OrganizationView> list(@Valid @BeanParam PageRequest page) {
    var rows =
        caller.identity().platformAdmin()
            ? organizations.all(page.after(), page.rows())
            : organizations.among(
                memberships.organizationsOf(caller.identity()), page.after(), page.rows());
    return Page.of(page, rows, Organization::id, OrganizationView::of);
  }

  @POST
  @Idempotent
  @Access(Least.PLATFORM_ADMIN)
  @Raises(ProblemType.SLUG_TAKEN)
  @Operation(summary = "Create an organization with dev, stg, prd and a default project")
  @APIResponse(
      responseCode = "201",
      description = "Created; the caller is its owner",
      content = @Content(schema = @Schema(implementation = OrganizationView.class)))
  public Response create(@Valid @NotNull NewOrganization wanted) {
    OrganizationView organization = organizations.create(wanted);
    return Response.created(uri.getAbsolutePathBuilder().path(organization.slug()).build())
        .entity(organization)
        .build();
  }

  @GET
  @Path("{org}")
  @Access(Least.VIEWER)
  @Operation(summary = "Read an organization")
  public OrganizationView read(@PathParam("org") String org) {
    return OrganizationView.of(organizations.bySlug(org));
  }

  @PATCH
  @Path("{org}")
  @Access(Least.OWNER)
  @Operation(summary = "Change an organization; its slug stays")
  public OrganizationView change(
      @PathParam("org") String org,
      @BeanParam IfMatch ifMatch,
      @Valid @NotNull OrganizationChange change) {
    return organizations.change(org, change, ifMatch);
  }

  @DELETE
  @Path("{org}")
  @Access(Least.OWNER)
  @Raises(ProblemType.CONFIRMATION_REQUIRED)
  @Operation(
      summary = "Delete an organization with all that is in it",
      description = "All its keys are dead when the answer is given. It does not come back.")
  public void delete(
      @PathParam("org") String org,
      @BeanParam Confirmation confirmation,
      @BeanParam IfMatch ifMatch) {
    organizations.delete(org, confirmation, ifMatch);
  }
}
