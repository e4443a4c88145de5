package io.keygate.access.member;

import io.keygate.access.account.LocalAccounts;
import io.keygate.access.token.IdentityProvider;
import io.keygate.access.token.ProviderConfig;
import io.keygate.platform.persistence.Times;
import io.keygate.platform.security.Caller.Identity;
import io.keygate.platform.text.LikePattern;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is: local accounts, and people of the identity provider as their tokens told last.
 * Being known gives no right to anything.
 */
@ApplicationScoped
@Transactional
public class People {
  private static final Duration NOTED = Duration.ofHours(1);
  private static final int MOST_NOTED = 10_000;

  private final EntityManager entities;
  private final LocalAccounts accounts;
  private final ProviderConfig config;
  private final PersonGroups groups;
  private final Clock clock;
  private final Map<Subject, Note> noted = new ConcurrentHashMap<>();

  /** NB: the groups by their hash; they may be hundreds, and whoever collides is noted later. */
  private record Note(String name, @Nullable String email, int groups, Instant at) {
    static Note of(Identity who, Instant at) {
      return new Note(who.name(), who.email(), who.groups().hashCode(), at);
    }

    boolean stillSays(Identity who, Instant now) {
      return equals(of(who, at)) && now.isBefore(at.plus(NOTED));
    }
  }

  @Inject
  People(
      EntityManager entities,
      LocalAccounts accounts,
      ProviderConfig config,
      PersonGroups groups,
      Clock clock) {
    this.entities = entities;
    this.accounts = accounts;
    this.config = config;
    this.groups = groups;
    this.clock = clock;
  }

  /** What is known of somebody. */
  public record Known(Subject who, String name, @Nullable String email) {}

  /**
   * Notes somebody of the identity provider, and the groups; about once an hour while nothing
   * changes.
   */
  public void seen(Identity who) {
    var subject = new Subject(who.issuer(), who.subject());
    Instant now = clock.instant();
    Note before = noted.get(subject);
    if (before != null && before.stillSays(who, now)) {
      return;
    }
    entities
        .createNativeQuery(
            """
            insert into person (issuer, subject, name, email, first_seen_at, last_seen_at)
            values (:issuer, :subject, :name, nullif(:email, ''), :now, :now)
            on duplicate key update name = values(name),
              email = values(email), last_seen_at = values(last_seen_at)\
            """)
        .setParameter("issuer", who.issuer())
        .setParameter("subject", who.subject())
        .setParameter("name", who.name())
        .setParameter("email", who.email() == null ? "" : who.email())
        .setParameter("now", Times.toColumn(now))
        .executeUpdate();
    // NB: whoever has written the person's row has its lock; so nobody replaces them meanwhile.
    groups.replace(subject, who.groups());
    if (noted.size() >= MOST_NOTED) {
      noted.clear();
    }
    noted.put(subject, Note.of(who, now));
  }

  /** What is known of somebody, if anything is. */
  Optional<Known> find(Subject who) {
    return Optional.ofNullable(among(List.of(who)).get(who));
  }

  /** Those of them of whom something is known. */
  Map<Subject, Known> among(Collection<Subject> all) {
    Map<Subject, Known> known = new HashMap<>();
    accounts
        .among(all.stream().filter(Subject::isLocal).map(Subject::subject).toList())
        .forEach(
            (username, account) -> {
              var who = new Subject(Members.LOCAL, username);
              known.put(who, new Known(who, account.name(), account.email()));
            });
    List<String> others = all.stream().filter(who -> !who.isLocal()).map(Subject::subject).toList();
    if (!others.isEmpty()) {
      List<?> rows =
          entities
              .createNativeQuery(
                  "select issuer, subject, name, email from person where subject in (:subjects)",
                  Object[].class)
              .setParameter("subjects", others)
              .getResultList();
      rows.forEach(row -> add(known, (Object[]) row));
    }
    return known;
  }

  /** Those who can log in, with this part in subject, name or mail address; fifty at most. */
  List<PersonView> search(String part) {
    List<?> rows =
        entities
            .createNativeQuery(
                """
                select subject, issuer, name, email from (
                  select username as subject, 'keygate' as issuer, name, email from account
                  where disabled_at is null
                  union all
                  select subject, issuer, name, email from person where issuer = :issuer
                ) known
                where lower(subject) like :part escape '!' or lower(name) like :part escape '!'
                  or lower(email) like :part escape '!'
                order by name, subject limit 50\
                """,
                Object[].class)
            .setParameter("issuer", config.provider().map(IdentityProvider::issuer).orElse(""))
            .setParameter("part", LikePattern.containing(part.toLowerCase(Locale.ROOT)))
            .getResultList();
    return rows.stream().map(Object[].class::cast).map(People::view).toList();
  }

  private static PersonView view(Object[] row) {
    return new PersonView((String) row[0], (String) row[1], (String) row[2], (String) row[3]);
  }

  private static void add(Map<Subject, Known> known, Object[] row) {
    var who = new Subject((String) row[0], (String) row[1]);
    known.put(who, new Known(who, (String) row[2], (String) row[3]));
  }
}
