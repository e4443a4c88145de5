package io.keygate.access.member;

import io.keygate.apikey.ApiKeyView;
import io.keygate.apikey.KeyHolder;
import io.keygate.apikey.PersonalKeys;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.web.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys of people who leave, and who gets them. */
@ApplicationScoped
@Transactional
class Leavers {
  private final Members members;
  private final PersonalKeys keys;
  private final People people;
  private final Subjects subjects;

  @Inject
  Leavers(Members members, PersonalKeys keys, People people, Subjects subjects) {
    this.members = members;
    this.keys = keys;
    this.people = people;
    this.subjects = subjects;
  }

  Page<ApiKeyView> keys(String org, Subject who, PageRequest page) {
    return keys.list(org, holder(who), page);
  }

  /** Removes a member, and tells which keys have to do with it. */
  RemovedMember remove(String org, Subject who, IfMatch ifMatch) {
    members.remove(org, who, ifMatch);
    KeyHolder holder = holder(who);
    return new RemovedMember(
        who.subject(), who.issuer(), keys.count(org, holder), keys.first(org, holder));
  }

  /** Hands the keys of one over to another. */
  TransferredKeys transfer(String org, KeyTransfer wanted) {
    KeyHolder from =
        wanted.fromIssuer() == null && isAddress(wanted.from())
            ? KeyHolder.ofAddress(wanted.from())
            : holder(subjects.of(org, wanted.from(), wanted.fromIssuer()));
    return new TransferredKeys(keys.transfer(org, from, address(org, wanted)));
  }

  private String address(String org, KeyTransfer wanted) {
    if (isAddress(wanted.to())) {
      return wanted.to();
    }
    // NB: of others than members the address is none of the caller's business.
    Subject to = subjects.of(org, wanted.to(), null);
    String email = members.isMember(org, to) ? email(to) : null;
    if (email == null) {
      throw ProblemException.invalid(
          "to", "must be a mail address, or a member whose one is known");
    }
    return email;
  }

  /** A user name may have an @; then it is no address if there is such an account. */
  private boolean isAddress(String text) {
    return text.contains("@")
        && people.find(new Subject(Members.LOCAL, text.toLowerCase(Locale.ROOT))).isEmpty();
  }

  private KeyHolder holder(Subject who) {
    return new KeyHolder(who.issuer(), who.subject(), email(who));
  }

  private @Nullable String email(Subject who) {
    return people.find(who).map(People.Known::email).orElse(null);
  }
}
