package io.keygate.access;

import io.keygate.apikey.KnownKeys;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import io.keygate.platform.security.Refusals;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells of calls that were refused for want of a token or a right, wherever that was found out. */
@Provider
public class DenialFilter implements ContainerResponseFilter {
  /** Property of a request that was refused as if there were nothing. */
  static final String HIDDEN = "keygate.hidden";

  /** Property of a request whose caller may know of what it is about. */
  static final String KNOWN = "keygate.known";

  @Inject Refusals refusals;
  @Inject KnownKeys keys;
  @Inject OrganizationService organizations;
  @Context ResourceInfo endpoint;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    int status = response.getStatus();
    Method method = endpoint.getResourceMethod();
    boolean refused = status == 401 || status == 403 || request.getProperty(HIDDEN) != null;
    if (!refused || method == null || isOpen(method)) {
      return;
    }
    // NB: nobody learns by the time of an answer what there is: for who is not authenticated
    // nothing
    // is looked up, and for who is no member nothing is written before the answer.
    boolean authenticated = status != 401;
    refusals.denied(
        authenticated ? organization(request) : null,
        target(request, method, authenticated),
        operation(request, method),
        status,
        request.getProperty(KNOWN) == null);
  }

  /** Internal id of the organization that the request is about, as far as that can be found out. */
  private @Nullable Long organization(ContainerRequestContext request) {
    MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
    String org = path.getFirst("org");
    String key = path.getFirst("key");
    try {
      Optional<Long> found = Optional.empty();
      if (org != null) {
        found = organizations.idOf(org);
      } else if (key != null) {
        found = keys.find(key).map(KnownKeys.KnownKey::organizationId);
      }
      return found.orElse(null);
    } catch (RuntimeException e) {
      // NB: the refusal stays one where the database cannot be asked.
      return null;
    }
  }

  /** A login that fails tells of it by itself. */
  private static boolean isOpen(Method method) {
    Access access = method.getAnnotation(Access.class);
    return access != null && access.value() == Least.ANYONE;
  }

  private Target target(ContainerRequestContext request, Method method, boolean lookUp) {
    MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
    String key = path.getFirst("key");
    if (key != null) {
      return lookUp ? target(key) : Target.of("key", key);
    }
    List<String> parents = new ArrayList<>();
    List<String> slugs = new ArrayList<>();
    String last = "api";
    for (List<String> level :
        List.of(
            List.of("org", "organization"),
            List.of("project", "project"),
            List.of("env", "environment"))) {
      String slug = path.getFirst(level.get(0));
      if (slug != null) {
        last = level.get(1);
        parents.addAll(List.of(last, slug));
        slugs.add(slug);
      }
    }
    return slugs.isEmpty()
        ? Target.of(last, operation(request, method))
        : Target.at(
            String.join("/", slugs),
            last,
            slugs.get(slugs.size() - 1),
            parents.toArray(String[]::new));
  }

  private Target target(String key) {
    try {
      return keys.find(key).map(KnownKeys.KnownKey::target).orElse(Target.of("key", key));
    } catch (RuntimeException e) {
      // NB: the refusal stays one where the database cannot be asked.
      return Target.of("key", key);
    }
  }

  private String operation(ContainerRequestContext request, Method method) {
    String path =
        Arrays.asList(
                pathOf(endpoint.getResourceClass().getAnnotation(Path.class)),
                pathOf(method.getAnnotation(Path.class)))
            .stream()
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("/"));
    return verb(method, request.getMethod()) + " /" + path.replaceFirst("^/", "");
  }

  private static String verb(Method method, String sent) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value();
      }
    }
    return sent;
  }

  private static String pathOf(@Nullable Path path) {
    return path == null ? "" : path.value();
  }
}
