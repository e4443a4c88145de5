package io.keygate.access;

import io.keygate.platform.net.ClientAddresses;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Login of local accounts over HTTP. */
@Path("/login")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class LoginResource {
  @Inject Authentication authentication;
  @Inject TokenIssuer tokens;
  @Inject ClientAddresses addresses;
  @Context HttpServletRequest request;

  @POST
  @Access(Least.ANYONE)
  @Raises({ProblemType.BAD_CREDENTIALS, ProblemType.TOO_MANY_ATTEMPTS})
  @Operation(summary = "Exchange user name and password for an access token")
  @APIResponse(
      responseCode = "200",
      description = "The token",
      headers = @Header(name = "Cache-Control", ref = "CacheControl"),
      content = @Content(schema = @Schema(implementation = AccessToken.class)))
  public Response login(@Valid @NotNull Credentials credentials) {
    Account account =
        authentication.login(
            credentials.username(), credentials.password(), addresses.textOf(request));
    var token = new AccessToken(tokens.issue(account), "Bearer", TokenIssuer.LIFETIME.toSeconds());
    return Response.ok(token).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
