package io.keygate.platform.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Gives every answer that shows one {@link Versioned} thing its {@code ETag} (RFC 9110, 8.8.3). */
@Provider
public class EntityTags implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getEntity() instanceof Versioned thing) {
      response.getHeaders().putSingle(HttpHeaders.ETAG, of(thing.version()));
    }
  }

  /** The tag of a version. */
  public static EntityTag of(int version) {
    return new EntityTag(Integer.toString(version));
  }
}
