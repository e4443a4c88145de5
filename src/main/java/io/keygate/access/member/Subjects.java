package io.keygate.access.member;

import io.keygate.access.account.LocalAccounts;
import io.keygate.access.token.IdentityProvider;
import io.keygate.access.token.ProviderConfig;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who is meant where a path names a subject and perhaps no issuer. */
@ApplicationScoped
@Transactional
class Subjects {
  private static final int LONGEST = 255;

  private final MemberQueries queries;
  private final OrganizationService organizations;
  private final LocalAccounts accounts;
  private final ProviderConfig config;

  @Inject
  Subjects(
      MemberQueries queries,
      OrganizationService organizations,
      LocalAccounts accounts,
      ProviderConfig config) {
    this.queries = queries;
    this.organizations = organizations;
    this.accounts = accounts;
    this.config = config;
  }

  /**
   * Who is meant: without an issuer the member of this subject, else the local account of this
   * name, else somebody of the identity provider. A 400 problem where that is not clear.
   */
  Subject of(String org, String subject, @Nullable String issuer) {
    if (subject.isBlank() || subject.length() > LONGEST) {
      throw ProblemException.invalid("subject", "must have 1 to " + LONGEST + " characters");
    }
    if (issuer != null) {
      return of(subject, issuer);
    }
    List<Membership> members = queries.ofSubject(organizations.bySlug(org).id(), subject);
    if (members.size() > 1) {
      throw ProblemException.invalid(
          "issuer", "must be given: members of several issuers have this subject");
    }
    if (members.size() == 1) {
      return members.get(0).who();
    }
    Optional<String> provider = config.provider().map(IdentityProvider::issuer);
    return accounts.find(subject).isPresent() || provider.isEmpty()
        ? local(subject)
        : new Subject(provider.get(), subject);
  }

  private static Subject of(String subject, String issuer) {
    if (issuer.isBlank() || issuer.length() > LONGEST) {
      throw ProblemException.invalid("issuer", "must have 1 to " + LONGEST + " characters");
    }
    return issuer.equals(Members.LOCAL) ? local(subject) : new Subject(issuer, subject);
  }

  private static Subject local(String username) {
    return new Subject(Members.LOCAL, username.toLowerCase(Locale.ROOT));
  }

  /** The same, if it may become a member: a local account has to be there. */
  Subject checked(Subject who) {
    if (who.isLocal() && accounts.find(who.subject()).isEmpty()) {
      throw ProblemException.invalid(
          "subject", "is no local account; give its issuer, if it has one");
    }
    boolean known = config.provider().filter(p -> p.issuer().equals(who.issuer())).isPresent();
    if (!who.isLocal() && !known) {
      throw ProblemException.invalid("issuer", "is no identity provider of this server");
    }
    return who;
  }
}
