package io.keygate.gate;

import io.keygate.apikey.KeyStoreUnavailableException;
import io.keygate.apikey.KeyVerifier;
import io.keygate.apikey.Permission;
import io.keygate.apikey.Verification;
import io.keygate.apikey.Verification.Accepted;
import io.keygate.apikey.Verification.Reason;
import io.keygate.apikey.Verification.Refused;
import io.keygate.apikey.VerifiedKey;
import io.keygate.gate.otlp.OtlpEncoding;
import io.keygate.gate.otlp.OtlpStatus;
import io.keygate.platform.net.ClientAddresses;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.trace.SpansNotStoredException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The gate: finds the endpoint, asks for the method, verifies the key, and gives every error the
 * form of its protocol. What is not a path of the gate is a 404 in JSON; no page, no redirect,
 * ever.
 */
@WebServlet({"/v1/*", "/v2/*"})
public class GateServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger log = Logger.getLogger(GateServlet.class);

  private static final String SCHEME = "bearer";
  private static final Pattern SLASHES = Pattern.compile("/{2,}");

  @Inject @Any private transient Instance<GateEndpoint> discovered;
  @Inject private transient KeyVerifier verifier;
  @Inject private transient ClientAddresses addresses;
  private transient List<GateEndpoint> endpoints = List.of();

  @Override
  public void init() {
    endpoints = discovered.stream().toList();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    GateEndpoint endpoint = endpointAt(path(request));
    try {
      handle(endpoint, request, response);
    } catch (GateError e) {
      answer(endpoint, request, response, e);
    } catch (KeyStoreUnavailableException | SpansNotStoredException e) {
      answer(endpoint, request, response, GateError.unavailable(2));
    } catch (SQLException e) {
      boolean outage = DatabaseErrors.isUnavailable(e);
      log.warnf("A read at the gate failed: %s", DatabaseErrors.summary(e));
      answer(endpoint, request, response, outage ? GateError.unavailable(2) : GateError.internal());
    } catch (RuntimeException e) {
      log.error("A request at the gate failed", e);
      answer(endpoint, request, response, GateError.internal());
    }
  }

  private void handle(
      @Nullable GateEndpoint endpoint, HttpServletRequest request, HttpServletResponse response)
      throws IOException, SQLException {
    if (endpoint == null) {
      throw GateError.notFound();
    }
    if (!endpoint.methods().contains(request.getMethod())) {
      throw GateError.methodNotAllowed(String.join(", ", endpoint.methods()));
    }
    boolean bodyWasHere = Standing.isBodyHere(request);
    VerifiedKey key = verified(request, endpoint);
    var standing = new Standing(bodyWasHere, () -> verified(request, endpoint));
    endpoint.handle(new GateCall(request, response, key, standing));
  }

  private VerifiedKey verified(HttpServletRequest request, GateEndpoint endpoint) {
    Verification verification =
        verifier.verify(
            presentedKey(request), endpoint.permission(), new RequestOrigin(request, addresses));
    if (verification instanceof Accepted accepted) {
      return accepted.key();
    }
    Refused refused = (Refused) verification;
    log.debugf("Refused: %s %s", refused.reason(), refused.keyId());
    if (refused.reason() == Reason.PERMISSION) {
      throw GateError.forbidden(
          "The API key lacks the permission '" + word(endpoint.permission()) + "'.");
    }
    throw GateError.unauthorized();
  }

  private static String word(@Nullable Permission permission) {
    return permission == null ? "" : permission.word();
  }

  /**
   * The key of {@code Authorization: Bearer <key>}; scheme in any case, space around it ignored.
   * None where there are two headers: a proxy in front may have read the other one.
   */
  private static @Nullable String presentedKey(HttpServletRequest request) {
    Enumeration<String> authorizations = request.getHeaders("Authorization");
    if (!authorizations.hasMoreElements()) {
      return null;
    }
    String text = authorizations.nextElement().strip();
    if (authorizations.hasMoreElements()) {
      return null;
    }
    int end = SCHEME.length();
    boolean bearer =
        text.length() > end
            && text.regionMatches(true, 0, SCHEME, 0, end)
            && Character.isWhitespace(text.charAt(end));
    return bearer ? text.substring(end).strip() : null;
  }

  private static String path(HttpServletRequest request) {
    // NB: not the request's URI, which in absolute form has the host in it.
    String rest = request.getPathInfo() == null ? "" : request.getPathInfo();
    String path = request.getServletPath() + rest;
    if (path.contains("//")) {
      path = SLASHES.matcher(path).replaceAll("/");
    }
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private @Nullable GateEndpoint endpointAt(String path) {
    for (GateEndpoint endpoint : endpoints) {
      if (endpoint.isAt(path)) {
        return endpoint;
      }
    }
    return null;
  }

  private static void answer(
      @Nullable GateEndpoint endpoint,
      HttpServletRequest request,
      HttpServletResponse response,
      GateError error)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(error.status());
    error.headers().forEach(header -> response.setHeader(header.name(), header.value()));
    byte[] body;
    if (endpoint != null && endpoint.isOtlp()) {
      OtlpEncoding encoding = OtlpEncoding.forErrors(request.getContentType());
      response.setContentType(encoding.mediaType());
      body = OtlpStatus.of(error.status(), error.message()).encode(encoding);
    } else {
      response.setContentType("application/json");
      body = GateCall.serialized(Map.of("error", error.message()));
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
