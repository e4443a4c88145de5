package io.keygate.access;

import io.keygate.access.member.Rights;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Caller.Identity;
import io.keygate.platform.security.Role;
import io.keygate.platform.web.FilterOrder;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place where {@link Access} is enforced. An endpoint without it is closed. To somebody who
 * is no member an organization, and all in it, does not exist.
 */
@Provider
@Priority(FilterOrder.AUTHORIZATION)
public class AccessFilter implements ContainerRequestFilter {
  @Inject Caller caller;
  @Inject Authenticator authenticator;
  @Inject Rights rights;
  @Context ResourceInfo endpoint;

  @Override
  public void filter(ContainerRequestContext request) {
    Access declared = endpoint.getResourceMethod().getAnnotation(Access.class);
    if (declared == null) {
      throw ProblemType.FORBIDDEN.with("This endpoint is closed.");
    }
    Least least = declared.value();
    if (least == Least.ANYONE) {
      return;
    }
    Identity identity =
        authenticator.identify(
            request.getHeaderString(HttpHeaders.AUTHORIZATION), least == Least.ANY_TOKEN);
    caller.is(identity);
    switch (least) {
      case ANYONE, ANY_TOKEN, ANY_CALLER -> {}
      case PLATFORM_ADMIN -> requirePlatformAdmin(identity);
      case VIEWER, MEMBER, ADMIN, OWNER, AUDITOR ->
          requireRole(identity, Role.valueOf(least.name()), request);
    }
  }

  private static void requirePlatformAdmin(Identity identity) {
    if (!identity.platformAdmin()) {
      throw ProblemType.FORBIDDEN.with("This needs a platform admin.");
    }
  }

  private void requireRole(Identity identity, Role least, ContainerRequestContext request) {
    if (identity.platformAdmin()) {
      // NB: what is not there, the service says in its own words.
      request.setProperty(DenialFilter.KNOWN, true);
      return;
    }
    MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
    String org = path.getFirst("org");
    Set<Role> roles =
        org == null
            ? rights.withKey(identity, String.valueOf(path.getFirst("key")))
            : rights.in(identity, org, path.getFirst("project"));
    if (roles.isEmpty()) {
      request.setProperty(DenialFilter.HIDDEN, true);
      throw ProblemType.NOT_FOUND.with(absent(org));
    }
    request.setProperty(DenialFilter.KNOWN, true);
    if (!Role.anyCovers(roles, least)) {
      throw ProblemType.FORBIDDEN.with("This needs the role " + least.word() + ".");
    }
    caller.has(roles);
  }

  /** The same words as where there is no such organization or key. */
  private static String absent(@Nullable String org) {
    return org == null ? "There is no key with this id." : OrganizationService.absent(org);
  }
}
