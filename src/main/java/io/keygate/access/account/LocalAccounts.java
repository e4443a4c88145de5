package io.keygate.access.account;

import io.keygate.platform.security.Caller.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who the local accounts are; for the rooms beside this one. */
@ApplicationScoped
@Transactional
public class LocalAccounts {
  private final AccountQueries queries;

  @Inject
  LocalAccounts(AccountQueries queries) {
    this.queries = queries;
  }

  /** An account that a token speaks for. */
  public record Standing(Identity identity, boolean mustChangePassword) {}

  /** What members and reports show of an account. */
  public record Known(String name, @Nullable String email, boolean disabled, boolean service) {}

  /** The account, if it is open and in the generation of the token. */
  public Optional<Standing> standing(String username, int generation) {
    return queries
        .byUsername(username)
        .filter(account -> account.honours(generation))
        .map(account -> new Standing(account.identity(), account.mustChangePassword()));
  }

  /** The account of this user name, which is the same in any case, open or not. */
  public Optional<Known> find(String username) {
    return queries.byUsername(username.toLowerCase(Locale.ROOT)).map(LocalAccounts::known);
  }

  /** Those of these user names that there are. */
  public Map<String, Known> among(Collection<String> usernames) {
    return usernames.isEmpty()
        ? Map.of()
        : queries.among(usernames).stream()
            .collect(Collectors.toMap(Account::username, LocalAccounts::known));
  }

  private static Known known(Account account) {
    return new Known(account.name(), account.email(), account.isDisabled(), !account.isPerson());
  }
}
