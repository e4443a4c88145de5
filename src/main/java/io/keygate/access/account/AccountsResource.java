package io.keygate.access.account;

import io.keygate.platform.idempotency.Idempotent;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
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

/** Local accounts over HTTP. */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class AccountsResource {
  @Inject AccountService accounts;
  @Context UriInfo uri;

  @GET
  @Access(Least.PLATFORM_ADMIN)
  @Operation(summary = "List the local accounts, closed ones too")
  public Page<AccountView> list(@Valid @BeanParam PageRequest page) {
    return accounts.list(page);
  }

  @POST
  @Idempotent
  @Access(Least.PLATFORM_ADMIN)
  @Raises(ProblemType.USERNAME_TAKEN)
  @Operation(
      summary = "Create a local account of a person or a service",
      description =
          "The answer is the only one that shows the one-time password, or the client secret.")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      headers = @Header(name = "Cache-Control", ref = "CacheControl"),
      content = @Content(schema = @Schema(implementation = NewCredentials.class)))
  public Response create(@Valid @NotNull NewAccount wanted) {
    NewCredentials made = accounts.create(wanted);
    return Response.created(uri.getAbsolutePathBuilder().path(made.account().username()).build())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(made)
        .build();
  }

  @GET
  @Path("{username}")
  @Access(Least.PLATFORM_ADMIN)
  @Operation(summary = "Read a local account")
  public AccountView read(@PathParam("username") String username) {
    return accounts.read(username);
  }

  @PATCH
  @Path("{username}")
  @Access(Least.PLATFORM_ADMIN)
  @Raises(ProblemType.LAST_PLATFORM_ADMIN)
  @Operation(
      summary = "Change, close or open a local account",
      description = "When it is closed its tokens and sessions are dead when the answer is given.")
  public AccountView change(
      @PathParam("username") String username,
      @BeanParam IfMatch ifMatch,
      @Valid @NotNull AccountChange change) {
    return accounts.change(username, change, ifMatch);
  }

  @POST
  @Path("{username}/reset")
  @Access(Least.PLATFORM_ADMIN)
  @Operation(
      summary = "Give an account a new one-time password, or a new client secret",
      description = "The one before, and all its tokens and sessions, are dead with the answer.")
  @APIResponse(
      responseCode = "200",
      description = "The only answer that shows it",
      headers = @Header(name = "Cache-Control", ref = "CacheControl"),
      content = @Content(schema = @Schema(implementation = NewCredentials.class)))
  public Response reset(@PathParam("username") String username, @BeanParam IfMatch ifMatch) {
    return Response.ok(accounts.reset(username, ifMatch))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
