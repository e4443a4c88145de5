package io.keygate.access.session;

import io.keygate.access.account.Authentication;
import io.keygate.access.account.Credentials;
import io.keygate.access.session.SessionKeeper.Granted;
import io.keygate.access.token.ProviderConfig;
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
import jakarta.ws.rs.GET;
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
  @Inject SessionKeeper keeper;
  @Inject ProviderLogin provider;
  @Inject ProviderConfig config;
  @Inject Cookies cookies;
  @Inject ClientAddresses addresses;
  @Context HttpServletRequest request;

  @GET
  @Access(Least.ANYONE)
  @Operation(summary = "Which ways to log in there are")
  public LoginWays ways() {
    return new LoginWays(config.localAccounts(), provider.isPossible());
  }

  @POST
  @Access(Least.ANYONE)
  @Raises({ProblemType.BAD_CREDENTIALS, ProblemType.FORBIDDEN, ProblemType.TOO_MANY_ATTEMPTS})
  @Operation(
      summary = "Exchange user name and password for an access token",
      description =
          "The cookie is the dashboard's, for POST /session/refresh; programs need not keep it.")
  @APIResponse(
      responseCode = "200",
      description = "The token",
      headers = {
        @Header(name = "Cache-Control", ref = "CacheControl"),
        @Header(name = "Set-Cookie", ref = "SetCookie")
      },
      content = @Content(schema = @Schema(implementation = AccessToken.class)))
  public Response login(@Valid @NotNull Credentials credentials) {
    Granted granted =
        keeper.begin(
            authentication.person(
                credentials.username(), credentials.password(), addresses.textOf(request)));
    return Response.ok(granted.access())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(
            HttpHeaders.SET_COOKIE,
            cookies.session(request, granted.refresh().expose(), granted.age()))
        .build();
  }
}
