package io.keygate.platform.security;

import io.keygate.platform.event.Actor;
import io.keygate.platform.event.RequestFacts;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who makes the current request of the admin API, and from where. Filled by the filters. */
@RequestScoped
public class Caller {
  private @Nullable Identity identity;
  private @Nullable Actor actor;
  private RequestFacts source = RequestFacts.NONE;
  private boolean administers;

  /**
   * A person or a service account.
   *
   * @param issuer who vouches for the subject; {@code keygate} for local accounts
   * @param subject unchanging and unique within its issuer
   * @param groups those of the identity provider that it is in at this moment
   */
  public record Identity(
      Actor.Kind kind,
      String issuer,
      String subject,
      String name,
      @Nullable String email,
      boolean platformAdmin,
      Set<String> groups) {
    private static final String SYSTEM = "system";

    /** A part of Keygate that acts by itself, such as a timer. */
    public static Identity ofSystem(String part) {
      return new Identity(Actor.Kind.SYSTEM, SYSTEM, part, part, null, true, Set.of());
    }

    /** As events name it. */
    public Actor actor() {
      return isSystem() ? Actor.system(subject) : new Actor(kind, issuer, subject, name);
    }

    /** Whether it is no person, but Keygate itself. */
    public boolean isSystem() {
      return kind == Actor.Kind.SYSTEM;
    }
  }

  /** The caller; throws where the endpoint asks for no token. */
  public Identity identity() {
    if (identity == null) {
      throw new IllegalStateException("nobody is authenticated in this request");
    }
    return identity;
  }

  /** Who acts, as events name it; empty where nobody is known. */
  public Optional<Actor> actor() {
    return Optional.ofNullable(actor);
  }

  /** Where the request comes from; nothing known where there is no request. */
  public RequestFacts source() {
    return source;
  }

  /** To be called by who sees the request first. */
  public void comesFrom(RequestFacts facts) {
    source = facts;
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
    actor = authenticated.actor();
    administers = authenticated.platformAdmin();
  }

  /** To be called by who acts for something that administers nothing, such as an API key. */
  public void actsAs(Actor other) {
    actor = other;
  }

  /** To be called by who knows the roles in what the request is about. */
  public void has(Set<Role> roles) {
    administers = administers || Role.anyCovers(roles, Role.ADMIN);
  }
}
