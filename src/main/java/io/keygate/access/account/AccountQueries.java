package io.keygate.access.account;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.processing.HQL;

/** Queries; their implementation is generated and checked at compile time. */
interface AccountQueries {
  EntityManager entityManager();

  @HQL("select a from Account a where a.username = :username")
  List<Account> byUsernameRows(String username);

  default Optional<Account> byUsername(String username) {
    return byUsernameRows(username).stream().findFirst();
  }

  @HQL("select a from Account a where a.username in :usernames")
  List<Account> among(Collection<String> usernames);

  @HQL("select a from Account a where a.id > :after order by a.id limit :rows")
  List<Account> page(long after, int rows);

  @HQL("select count(a) from Account a")
  long count();

  @HQL(
      "select a from Account a where a.platformAdmin = true and a.disabledAt is null order by a.id")
  List<Account> platformAdmins();
}
