package io.keygate.platform.security;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who makes the current request of the admin API. Filled by the access filter. */
@RequestScoped
public class Caller {
  private @Nullable Identity identity;

  /**
   * A person or a service account.
   *
   * @param issuer who vouches for the subject; {@code keygate} for local accounts
   * @param subject unchanging and unique within its issuer
   */
  public record Identity(
      String issuer, String subject, String name, @Nullable String email, boolean platformAdmin) {}

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

  /** To be called by the access filter alone. */
  public void is(Identity authenticated) {
    identity = authenticated;
  }
}
