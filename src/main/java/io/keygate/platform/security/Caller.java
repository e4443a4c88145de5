package io.keygate.platform.security;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who makes the current request of the admin API. Filled by the access filter. */
@RequestScoped
public class Caller {
  private @Nullable Identity identity;
  private boolean administers;

  /**
   * A person or a service account.
   *
   * @param issuer who vouches for the subject; {@code keygate} for local accounts
   * @param subject unchanging and unique within its issuer
   */
  public record Identity(
      String issuer, String subject, String name, @Nullable String email, boolean platformAdmin) {
    private static final String SYSTEM = "system";

    /** A part of Keygate that acts by itself, such as a timer. */
    public static Identity ofSystem(String part) {
      return new Identity(SYSTEM, part, part, null, true);
    }

    /** Whether it is no person, but Keygate itself. */
    public boolean isSystem() {
      return issuer.equals(SYSTEM);
    }
  }

  /** The caller; throws where the endpoint asks for no token. */
  public Identity identity() {
    if (identity == null) {
      throw new IllegalStateException("nobody is authenticated in this request");
    }
    return identity;
  }

  /** Short for the identity's subject. */
  public String subject() {
    return identity().subject();
  }

  /** Whether the caller is admin, or more, of what the request is about. */
  public boolean administers() {
    return administers;
  }

  /** To be called by who authenticates. */
  public void is(Identity authenticated) {
    identity = authenticated;
    administers = authenticated.platformAdmin();
  }

  /** To be called by who knows the role in the organization that the request is about. */
  public void has(Role role) {
    administers = administers || role.covers(Role.ADMIN);
  }
}
