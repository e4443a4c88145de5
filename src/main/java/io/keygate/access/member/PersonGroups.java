package io.keygate.access.member;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The groups of people of the identity provider, as their last token told: for mails to people with
 * a role. They give no right to anything; that follows from the token of each request.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class PersonGroups {
  /** A longer one cannot have a role. */
  private static final int LONGEST = 255;

  private final EntityManager entities;

  @Inject
  PersonGroups(EntityManager entities) {
    this.entities = entities;
  }

  /** Somebody who is known is in these, and in no other; writes nothing where that is so. */
  void replace(Subject who, Set<String> groups) {
    Set<String> wanted =
        groups.stream()
            .filter(group -> group.codePointCount(0, group.length()) <= LONGEST)
            .collect(Collectors.toCollection(TreeSet::new));
    long person =
        ((Number)
                entities
                    .createNativeQuery(
                        "select id from person where issuer = :issuer and subject = :subject")
                    .setParameter("issuer", who.issuer())
                    .setParameter("subject", who.subject())
                    .getSingleResult())
            .longValue();
    List<?> rows =
        entities
            .createNativeQuery(
                "select group_name from person_group where person_id = :person", String.class)
            .setParameter("person", person)
            .getResultList();
    Set<String> gone = rows.stream().map(String.class::cast).collect(Collectors.toSet());
    for (String group : wanted) {
      if (!gone.remove(group)) {
        entities
            .createNativeQuery(
                "insert into person_group (person_id, group_name) values (:person, :group)")
            .setParameter("person", person)
            .setParameter("group", group)
            .executeUpdate();
      }
    }
    if (!gone.isEmpty()) {
      entities
          .createNativeQuery(
              "delete from person_group where person_id = :person and group_name in (:gone)")
          .setParameter("person", person)
          .setParameter("gone", gone)
          .executeUpdate();
    }
  }
}
