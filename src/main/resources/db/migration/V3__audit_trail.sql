-- The audit trail. The table of V1 was never written to.
drop table audit_event;

-- One chain for each organization, and one for the platform, whose organization_id is null. The head is what the next
-- event follows; whoever appends holds this row's lock, so that a chain never forks. No foreign key to the organization:
-- its trail outlives it. Events up to cut_number were, or are being, removed by retention.
create table audit_chain (
  id                 bigint       not null auto_increment,
  public_id          varchar(26)  not null,
  organization_id    bigint       null,
  label              varchar(40)  not null,
  head_number        bigint       not null,
  head_mac           binary(32)   not null,
  head_at            datetime(6)  not null,
  mac_key_id         varchar(16)  not null,
  past_mac_key_ids   varchar(1000) not null default '',
  cut_number         bigint       not null default 0,
  organization_scope bigint as (coalesce(organization_id, 0)) virtual,
  primary key (id),
  unique key uq_audit_chain_public_id (public_id),
  unique key uq_audit_chain_organization (organization_scope)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- The comment keeps the application's user from more than adding. body is the event in its canonical form, which the MAC is over; the other columns repeat what is asked
-- for often. Numbers have no gaps within a chain.
create table audit_event (
  chain_id    bigint       not null,
  number      bigint       not null,
  occurred_at datetime(6)  not null,
  actor       varchar(255) not null,
  action      varchar(64)  not null,
  outcome     varchar(16)  not null,
  target_id   varchar(255) not null,
  target_path varchar(500) not null,
  lineage     varchar(32)  null,
  body        longtext     not null,
  mac         binary(32)   not null,
  primary key (chain_id, number),
  key ix_audit_event_occurred (chain_id, occurred_at),
  key ix_audit_event_target (chain_id, target_id, number),
  key ix_audit_event_lineage (chain_id, lineage, number),
  key ix_audit_event_actor (chain_id, actor, number),
  key ix_audit_event_action (chain_id, action, number),
  key ix_audit_event_outcome (chain_id, outcome, number),
  key ix_audit_event_path (chain_id, target_path, number)
) default character set utf8mb4 collate utf8mb4_nopad_bin comment 'append only';

-- Refused attempts and the like, whose repeats are counted until the window ends. The id is the SHA-256 of what makes
-- them the same; body is the event to be, without number and count; the MAC is over all the rest, so that nobody can
-- have events signed by putting them here.
create table audit_repeat (
  id              binary(32)  not null,
  organization_id bigint      null,
  body            longtext    not null,
  window_seconds  int         not null,
  window_ends_at  datetime(6) not null,
  occurrences     bigint      not null,
  first_at        datetime(6) not null,
  last_at         datetime(6) not null,
  mac             binary(32)  not null,
  primary key (id),
  key ix_audit_repeat_window (window_ends_at)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- How far each sink has got in each chain.
create table audit_sink_position (
  sink     varchar(64) not null,
  chain_id bigint      not null,
  number   bigint      not null,
  primary key (sink, chain_id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- What is done once a day by one node: the day for which it was done last.
create table audit_duty (
  name     varchar(64) not null,
  done_for date        not null,
  primary key (name)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- Where a key has been used from; a further address is told in the audit trail.
create table api_key_address (
  api_key_id    bigint      not null,
  address       varchar(64) not null,
  first_used_at datetime(6) not null,
  primary key (api_key_id, address),
  constraint fk_api_key_address_api_key foreign key (api_key_id) references api_key (id) on delete cascade
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- An auditor who finds a secret shall learn whose it was, after the key was purged too.
alter table buried_key
  add column public_id       varchar(26) null,
  add column organization_id bigint      null;

-- null: for ever
alter table organization add column audit_retention_days int null;
