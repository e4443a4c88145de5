package io.keygate.access.session;

import io.keygate.access.session.SessionKeeper.Granted;
import io.keygate.platform.config.PublicUrl;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The dashboard's session over HTTP: a refresh token in a cookie, and how it is got. */
@Path("/session")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class SessionResource {
  private static final Duration TIME_TO_LOG_IN = Duration.ofMinutes(10);

  @Inject SessionKeeper keeper;
  @Inject ProviderLogin provider;
  @Inject LoginNotes notes;
  @Inject Cookies cookies;
  @Inject PublicUrl url;
  @Context HttpServletRequest request;

  @POST
  @Path("refresh")
  @Access(Least.ANYONE)
  @Raises({ProblemType.UNAUTHENTICATED, ProblemType.FORBIDDEN, ProblemType.CONFLICT})
  @Operation(
      summary = "Get the next access token for the session of the cookie",
      description =
          "Each refresh token is good once, and the answer has the next one. One that comes a"
              + " second time ends the session, because somebody has stolen it.")
  @APIResponse(
      responseCode = "200",
      description = "The next access token",
      headers = {
        @Header(name = "Cache-Control", ref = "CacheControl"),
        @Header(name = "Set-Cookie", ref = "SetCookie")
      },
      content = @Content(schema = @Schema(implementation = AccessToken.class)))
  public Response refresh(
      @Parameter(hidden = true) @CookieParam(Cookies.SESSION) @Nullable String token) {
    refuseOtherSites();
    return answer(Response.ok(), keeper.refresh(token), true);
  }

  @POST
  @Path("end")
  @Access(Least.ANYONE)
  @Raises(ProblemType.FORBIDDEN)
  @Operation(
      summary = "Log out",
      description =
          "The session is dead with the answer, and so are the access tokens that Keygate has"
              + " issued for it; one of the identity provider counts until it expires.")
  @APIResponse(responseCode = "204", description = "There is no session any more")
  public Response end(
      @Parameter(hidden = true) @CookieParam(Cookies.SESSION) @Nullable String token) {
    refuseOtherSites();
    keeper.end(token);
    return Response.noContent()
        .header(HttpHeaders.SET_COOKIE, cookies.session(request, "", Duration.ZERO))
        .build();
  }

  @GET
  @Path("login")
  @Access(Least.ANYONE)
  @Raises(ProblemType.NOT_FOUND)
  @Operation(
      summary = "Begin a login at the identity provider",
      description = "For the browser: authorization code with PKCE.")
  @APIResponse(
      responseCode = "303",
      description = "To the identity provider",
      headers = @Header(name = "Set-Cookie", ref = "SetCookie"))
  public Response login(
      @QueryParam("to")
          @Parameter(description = "Path of Keygate to come back to; / where it is none")
          @Nullable String to) {
    LoginAttempt attempt = LoginAttempt.begin(to);
    return Response.seeOther(URI.create(provider.address(attempt)))
        .header(HttpHeaders.SET_COOKIE, cookies.login(request, attempt.cookie(), TIME_TO_LOG_IN))
        .build();
  }

  @GET
  @Path("callback")
  @Access(Least.ANYONE)
  @Raises({ProblemType.UNAUTHENTICATED, ProblemType.NOT_FOUND})
  @Operation(
      summary = "End a login at the identity provider",
      description = "Where the provider sends the browser back to.")
  @APIResponse(
      responseCode = "303",
      description = "Logged in; to where the login began",
      headers = @Header(name = "Set-Cookie", ref = "SetCookie"))
  public Response callback(
      @QueryParam("code") @Parameter(description = "What the tokens are got for")
          @Nullable String code,
      @QueryParam("state") @Parameter(description = "What the login began with")
          @Nullable String state,
      @QueryParam("error") @Parameter(description = "Why the provider refuses")
          @Nullable String error,
      @Parameter(hidden = true) @CookieParam(Cookies.LOGIN) @Nullable String cookie) {
    LoginAttempt attempt =
        LoginAttempt.ofCookie(cookie)
            .filter(a -> a.isAnsweredBy(state))
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "state", "is of no login of this browser, or it took too long; try again"));
    if (error != null || code == null) {
      provider.refused(error == null ? "no code" : error);
      throw ProblemType.UNAUTHENTICATED.with("The identity provider does not let you in.");
    }
    ProviderLogin.LoggedIn login = provider.finish(attempt, code);
    notes.loggedIn(login.person());
    Granted granted = keeper.begin(login);
    Response.ResponseBuilder answer =
        Response.seeOther(URI.create(url.value() + attempt.to()))
            .header(HttpHeaders.SET_COOKIE, cookies.login(request, "", Duration.ZERO));
    return answer(answer, granted, false);
  }

  /** A browser says who has caused a request; whom another site sends gets nothing. */
  private void refuseOtherSites() {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean told = site != null;
    boolean other = told && !site.equals("same-origin") && !site.equals("none");
    // NB: without HTTPS browsers say only the origin.
    String origin = told ? null : request.getHeader("Origin");
    if (other || (origin != null && !isOurs(origin))) {
      throw ProblemType.FORBIDDEN.with("Another site has caused this request.");
    }
  }

  private boolean isOurs(String origin) {
    return url.value().equals(origin)
        || url.value().startsWith(origin + "/")
        || origin.replaceFirst("^https?://", "").equals(request.getHeader(HttpHeaders.HOST));
  }

  private Response answer(Response.ResponseBuilder answer, Granted granted, boolean shown) {
    return (shown ? answer.entity(granted.access()) : answer)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(
            HttpHeaders.SET_COOKIE,
            cookies.session(request, granted.refresh().expose(), granted.age()))
        .build();
  }
}
