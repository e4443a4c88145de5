package io.keygate.platform.web;

import jakarta.ws.rs.Priorities;

/** The order of all JAX-RS request filters, in one place; lower runs first. */
public final class FilterOrder {
  public static final int BODY_LIMIT = Priorities.AUTHENTICATION - 100;
  public static final int AUTHORIZATION = Priorities.AUTHORIZATION;

  private FilterOrder() {}
}
