-- Scheduled rotation (design.md section 1, "rotation policy" and "reminder"): until when a key shall be rotated, when
-- somebody is told, and what became of it.

-- Filled by nobody before this version. notice_days: what a key gets at least when the policy binds it anew.
-- disables_since: since when it disables; what was overdue before gets that notice too.
alter table rotation_policy
  drop column remind_overdue_every,
  modify column recipients varchar(8000) not null,
  add column remind_overdue_days int         null,
  add column notice_days         int         not null default 1,
  add column disable_after_days  int         null,
  add column disables_since      datetime(6) null;

-- rotate_by: by the policy that counts for its stream; kept when that changes (rotation.policy.RotateBy).
-- enabled_at: when somebody enabled it last; a policy does not disable it again without notice.
alter table api_key
  add column rotate_by      datetime(6) null,
  add column enabled_at     datetime(6) null,
  add column refused_at     datetime(6) null;

-- When to look at a key: not later than its next reminder is due. A key that nobody has to look at has no row.
create table rotation_schedule (
  api_key_id    bigint        not null,
  look_at       datetime(6)   not null,
  snoozed_until datetime(6)   null,
  snoozed_by    varchar(255)  null,
  snooze_reason varchar(1000) null,
  primary key (api_key_id),
  key ix_rotation_schedule_look (look_at, api_key_id),
  constraint fk_rotation_schedule_api_key foreign key (api_key_id) references api_key (id) on delete cascade
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- The outbox: one mail or one call of a webhook, with its evidence. Its public id is the mail's Message-ID, the same
-- in every attempt. The node that attempts it has claimed it until then, or until it starts anew. deferrals,
-- deferred_since: how often and since when it was put off itself; waiting for a relay that is away does not count.
create table delivery (
  id              bigint        not null auto_increment,
  public_id       varchar(26)   not null,
  kind            varchar(16)   not null,
  organization_id bigint        null,
  recipient       varchar(255)  not null,
  subject         varchar(255)  null,
  payload         mediumtext    null,
  state           varchar(16)   not null,
  attempts        int           not null default 0,
  deferrals       int           not null default 0,
  deferred_since  datetime(6)   null,
  next_attempt_at datetime(6)   not null,
  claimed_by      varchar(26)   null,
  claimed_until   datetime(6)   null,
  last_answer     varchar(1000) null,
  created_at      datetime(6)   not null,
  ended_at        datetime(6)   null,
  primary key (id),
  unique key uq_delivery_public_id (public_id),
  unique key uq_delivery_subject (subject),
  key ix_delivery_due (state, next_attempt_at),
  key ix_delivery_ended (state, ended_at),
  key ix_delivery_recipient (recipient, state),
  key ix_delivery_organization (organization_id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

create table delivery_attempt (
  id          bigint        not null auto_increment,
  delivery_id bigint        not null,
  at          datetime(6)   not null,
  outcome     varchar(16)   not null,
  answer      varchar(1000) not null,
  primary key (id),
  key ix_delivery_attempt_delivery (delivery_id, id),
  constraint fk_delivery_attempt_delivery foreign key (delivery_id) references delivery (id) on delete cascade
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- No foreign key to the organization: each prompt would lock its row, which who changes keys and policies has locked.
-- due_at and stage say what the prompt is about; the columns of attempts moved to the delivery that carries it, which
-- is null until it is made. held_until: somebody has snoozed it. disable_at: what the prompt says of the day on which
-- the key is disabled.
alter table reminder
  drop key ix_reminder_next_attempt,
  drop foreign key fk_reminder_organization,
  modify column stage varchar(24) not null,
  drop column attempts,
  drop column next_attempt_at,
  drop column last_error,
  add column channel     varchar(16)   not null default 'MAIL',
  add column delivery_id bigint        null,
  add column held_until  datetime(6)   null,
  add column disable_at  datetime(6)   null,
  add column ended_at    datetime(6)   null,
  add column ended_why   varchar(255)  null,
  add key ix_reminder_waiting (state, delivery_id, recipient),
  add key ix_reminder_delivery (delivery_id),
  add constraint fk_reminder_delivery foreign key (delivery_id) references delivery (id);

-- The groups of somebody of the identity provider, as the last token told; for mails to people with a role.
create table person_group (
  person_id  bigint       not null,
  group_name varchar(255) not null,
  primary key (person_id, group_name),
  key ix_person_group_name (group_name),
  constraint fk_person_group_person foreign key (person_id) references person (id) on delete cascade
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- Keys that end by themselves are looked at from now on.
insert into rotation_schedule (api_key_id, look_at)
select id, utc_timestamp(6) from api_key where revoked_at is null and expires_at is not null;

-- Where prompts go besides mails. The signing secret is not kept: it is derived from the public id with this pepper.
create table webhook (
  id              bigint        not null auto_increment,
  public_id       varchar(26)   not null,
  organization_id bigint        not null,
  url             varchar(2000) not null,
  pepper_id       varchar(16)   not null,
  created_at      datetime(6)   not null,
  created_by      varchar(255)  not null,
  primary key (id),
  unique key uq_webhook_public_id (public_id),
  key ix_webhook_organization (organization_id, id),
  constraint fk_webhook_organization foreign key (organization_id) references organization (id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- A calendar that whoever has its URL may read: of an organization, or of one person (issuer, subject). Of the token in
-- the URL only the SHA-256 is kept.
create table calendar_feed (
  id              bigint       not null auto_increment,
  public_id       varchar(26)  not null,
  token_hash      binary(32)   not null,
  organization_id bigint       null,
  issuer          varchar(255) null,
  subject         varchar(255) null,
  created_at      datetime(6)  not null,
  created_by      varchar(255) not null,
  primary key (id),
  unique key uq_calendar_feed_public_id (public_id),
  unique key uq_calendar_feed_token (token_hash),
  unique key uq_calendar_feed_organization (organization_id),
  unique key uq_calendar_feed_person (issuer, subject),
  constraint fk_calendar_feed_organization foreign key (organization_id) references organization (id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- Finds the keys of an owner, whose mail address may be written in any case.
alter table api_key
  add column owner_lower varchar(255) as (lower(owner)) virtual,
  add key ix_api_key_owner_lower (owner_lower);
