package io.keygate.platform.event;

/** The fixed vocabulary of what an event can tell of; the audit trail shows the words. */
public enum Action {
  ORGANIZATION_CREATED("organization.created", "An organization was made"),
  ORGANIZATION_CHANGED("organization.changed", "Name, retention or defaults were changed"),
  ORGANIZATION_DELETED("organization.deleted", "It was deleted, and all its keys were revoked"),
  ORGANIZATION_PURGED("organization.purged", "Its rows were removed for good"),
  PROJECT_CREATED("project.created", "A project was made"),
  PROJECT_RENAMED("project.renamed", "A project got another name"),
  PROJECT_DELETED("project.deleted", "It went to the bin, and its keys were revoked"),
  PROJECT_RESTORED("project.restored", "It came out of the bin, without its keys"),
  PROJECT_PURGED("project.purged", "Its rows were removed for good"),
  ENVIRONMENT_CREATED("environment.created", "An environment was made"),
  ENVIRONMENT_CHANGED("environment.changed", "Its protection or defaults were changed"),
  ENVIRONMENT_DELETED("environment.deleted", "It went to the bin, and its keys were revoked"),
  ENVIRONMENT_RESTORED("environment.restored", "It came out of the bin, without its keys"),
  ENVIRONMENT_PURGED("environment.purged", "Its rows were removed for good"),
  KEY_CREATED("key.created", "A key was generated, adopted, or made by a rotation"),
  KEY_CHANGED("key.changed", "Name, owner, notes, networks or expiry were changed"),
  KEY_ROTATED("key.rotated", "A successor took its place; it works on until the overlap ends"),
  KEY_OVERLAP_CHANGED("key.overlap-changed", "The end of its overlap was moved"),
  KEY_DISABLED("key.disabled", "The gate was closed to it, reversibly"),
  KEY_ENABLED("key.enabled", "The gate was opened to it again"),
  KEY_REVOKED("key.revoked", "It was killed for good"),
  KEY_USED_FROM_NEW_ADDRESS(
      "key.used-from-new-address", "It was accepted from an address from which it never came"),
  KEY_REFUSED(
      "key.refused", "A known key was refused at the gate; the first time, then a count per hour"),
  GATE_UNKNOWN_KEY(
      "gate.unknown-key",
      "A well-formed key that nobody made knocked; the first time, then a count per hour"),
  KEY_SNOOZED("key.snoozed", "Its reminders were put off, with a reason"),
  KEY_SNOOZE_ENDED("key.snooze-ended", "Its reminders go out again"),
  REMINDER_ACCEPTED(
      "reminder.accepted", "Somebody was told to rotate a key: the relay or the webhook took it"),
  REMINDER_GIVEN_UP("reminder.given-up", "Somebody could not be told to rotate a key"),
  COMPLIANCE_REPORTED("compliance.reported", "Somebody got the monthly report: the relay took it"),
  COMPLIANCE_REPORT_GIVEN_UP(
      "compliance.report-given-up", "Somebody could not be sent the monthly report"),
  WEBHOOK_CREATED("webhook.created", "Prompts go to a webhook from now on"),
  WEBHOOK_DELETED("webhook.deleted", "They go there no longer; what waited for it was cancelled"),
  CALENDAR_CREATED("calendar.created", "A calendar of coming rotations got a new secret URL"),
  CALENDAR_ENDED("calendar.ended", "The URL of a calendar leads nowhere any more"),
  POLICY_CHANGED("policy.changed", "How old keys may get was set anew"),
  POLICY_REMOVED("policy.removed", "A policy was removed; the next one above counts"),
  MEMBER_ADDED("member.added", "Somebody became a member"),
  MEMBER_CHANGED("member.changed", "Somebody got other roles"),
  MEMBER_REMOVED("member.removed", "Somebody is a member no longer"),
  GROUP_ROLES_CHANGED(
      "organization.group-roles-changed",
      "The roles of the identity provider's groups were changed"),
  ACCOUNT_CREATED("account.created", "A local account was made"),
  ACCOUNT_CHANGED("account.changed", "A local account was changed, closed or opened"),
  ACCOUNT_RESET("account.reset", "It got a new one-time password or client secret"),
  ACCOUNT_PASSWORD_CHANGED("account.password-changed", "Somebody changed the own password"),
  LOGIN_SUCCEEDED("login.succeeded", "Somebody logged in, or a service got a token"),
  LOGIN_FAILED("login.failed", "A login failed; repeats within a minute are one event"),
  SESSION_ENDED("session.ended", "Somebody logged out"),
  SESSION_TOKEN_REUSED(
      "session.token-reused", "A refresh token came a second time, and its session was ended"),
  ACCESS_DENIED("access.denied", "A call was refused; repeats within a minute are one event"),
  AUDIT_READ("audit.read", "The trail was read; repeats within a minute are one event"),
  AUDIT_EXPORTED("audit.exported", "The trail was exported"),
  AUDIT_LOOKED_UP("audit.looked-up", "A key was looked up by its secret"),
  AUDIT_VERIFIED("audit.verified", "The trail was verified, with this result"),
  AUDIT_CUT("audit.cut", "A verified prefix was removed by retention; this is its checkpoint"),
  AUDIT_KEY_ROTATED("audit.key-rotated", "The events that follow are under another MAC key");

  private final String word;
  private final String meaning;

  Action(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** As events name it: what it is about, and what happened, as in {@code key.rotated}. */
  public String word() {
    return word;
  }

  /** What it tells, in a sentence for people. */
  public String meaning() {
    return meaning;
  }

  @Override
  public String toString() {
    return word;
  }
}
