-- The model of design.md sections 1 and 2. Instants are DATETIME(6) in UTC.
-- Text compares by its bytes (utf8mb4_nopad_bin): a slug, a user name or an attribute is itself and nothing else.
-- "live" is 1 for what is there and NULL for what is in the bin, so that a unique key holds among the living only.

create table organization (
  id              bigint       not null auto_increment,
  slug            varchar(40)  not null,
  name            varchar(100) not null,
  retention_hours int          not null default 720,
  time_zone       varchar(64)  not null default 'UTC',
  reminder_hour   int          not null default 8,
  ingest_only     boolean      not null default false,
  created_at      datetime(6)  not null,
  created_by      varchar(255) not null,
  deleted_at      datetime(6)  null,
  deleted_by      varchar(255) null,
  version         int          not null default 0,
  live            tinyint as (if(deleted_at is null, 1, null)) virtual,
  primary key (id),
  unique key uq_organization_slug (slug, live),
  constraint ck_organization_retention check (retention_hours between 1 and 720),
  constraint ck_organization_reminder_hour check (reminder_hour between 0 and 23)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

create table project (
  id              bigint       not null auto_increment,
  organization_id bigint       not null,
  slug            varchar(40)  not null,
  name            varchar(100) not null,
  created_at      datetime(6)  not null,
  created_by      varchar(255) not null,
  deleted_at      datetime(6)  null,
  deleted_by      varchar(255) null,
  version         int          not null default 0,
  live            tinyint as (if(deleted_at is null, 1, null)) virtual,
  primary key (id),
  unique key uq_project_slug (organization_id, slug, live),
  constraint fk_project_organization foreign key (organization_id) references organization (id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- project_id is null at the organization's level: the environment then is in all projects, present and future.
create table environment (
  id              bigint       not null auto_increment,
  organization_id bigint       not null,
  project_id      bigint       null,
  slug            varchar(40)  not null,
  name            varchar(100) not null,
  built_in        boolean      not null default false,
  is_protected    boolean      not null default false,
  ingest_only     boolean      not null default false,
  created_at      datetime(6)  not null,
  created_by      varchar(255) not null,
  deleted_at      datetime(6)  null,
  deleted_by      varchar(255) null,
  version         int          not null default 0,
  live            tinyint as (if(deleted_at is null, 1, null)) virtual,
  project_scope   bigint  as (coalesce(project_id, 0)) virtual,
  primary key (id),
  unique key uq_environment_slug (organization_id, project_scope, slug, live),
  key ix_environment_project (project_id),
  constraint fk_environment_organization foreign key (organization_id) references organization (id),
  constraint fk_environment_project foreign key (project_id) references project (id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- One project and one environment. A row comes to be when the stream is first needed.
create table stream (
  id              bigint       not null auto_increment,
  organization_id bigint       not null,
  project_id      bigint       not null,
  environment_id  bigint       not null,
  is_protected    boolean      null,
  primary key (id),
  unique key uq_stream (project_id, environment_id),
  key ix_stream_organization (organization_id),
  key ix_stream_environment (environment_id),
  constraint fk_stream_organization foreign key (organization_id) references organization (id),
  constraint fk_stream_project foreign key (project_id) references project (id),
  constraint fk_stream_environment foreign key (environment_id) references environment (id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- The state of a key follows from its instants; of the secret only the keyed hash and the last four characters are here.
create table api_key (
  id                bigint        not null auto_increment,
  public_id         varchar(26)   not null,
  stream_id         bigint        not null,
  name              varchar(100)  not null,
  owner             varchar(255)  null,
  note              varchar(1000) null,
  stored_where      varchar(1000) null,
  secret_hash       binary(32)    not null,
  pepper_id         varchar(16)   not null,
  last_four         varchar(4)    not null,
  may_ingest        boolean       not null,
  may_read          boolean       not null,
  allowed_cidrs     varchar(4000) not null default '',
  created_at        datetime(6)   not null,
  created_by        varchar(255)  not null,
  expires_at        datetime(6)   null,
  disabled_at       datetime(6)   null,
  disabled_by       varchar(255)  null,
  overlap_ends_at   datetime(6)   null,
  revoked_at        datetime(6)   null,
  revoked_by        varchar(255)  null,
  revocation_reason varchar(1000) null,
  lineage           varchar(26)   not null,
  predecessor_id    bigint        null,
  last_used_at      datetime(6)   null,
  last_used_from    varchar(45)   null,
  last_used_client  varchar(255)  null,
  version           int           not null default 0,
  primary key (id),
  unique key uq_api_key_secret_hash (secret_hash),
  unique key uq_api_key_public_id (public_id),
  unique key uq_api_key_predecessor (predecessor_id),
  key ix_api_key_stream (stream_id, id),
  key ix_api_key_lineage (lineage),
  key ix_api_key_owner (owner),
  key ix_api_key_expires (expires_at),
  constraint fk_api_key_stream foreign key (stream_id) references stream (id),
  constraint fk_api_key_predecessor foreign key (predecessor_id) references api_key (id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

create table account (
  id                   bigint       not null auto_increment,
  username             varchar(100) not null,
  name                 varchar(100) not null,
  email                varchar(255) null,
  password_hash        varchar(255) not null,
  must_change_password boolean      not null,
  platform_admin       boolean      not null default false,
  disabled_at          datetime(6)  null,
  created_at           datetime(6)  not null,
  created_by           varchar(255) not null,
  password_changed_at  datetime(6)  not null,
  version              int          not null default 0,
  primary key (id),
  unique key uq_account_username (username)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- The subject of a local account is its user name (issuer keygate), that of somebody else what the identity
-- provider says; the same text from two issuers is two people.
create table membership (
  id              bigint       not null auto_increment,
  organization_id bigint       not null,
  project_id      bigint       null,
  issuer          varchar(255) not null default 'keygate',
  subject         varchar(255) not null,
  role            varchar(16)  not null,
  created_at      datetime(6)  not null,
  created_by      varchar(255) not null,
  version         int          not null default 0,
  project_scope   bigint as (coalesce(project_id, 0)) virtual,
  primary key (id),
  unique key uq_membership (organization_id, project_scope, issuer, subject),
  key ix_membership_subject (issuer, subject),
  key ix_membership_project (project_id),
  constraint fk_membership_organization foreign key (organization_id) references organization (id),
  constraint fk_membership_project foreign key (project_id) references project (id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- Failed logins, counted for user names (of accounts that exist or not) and for addresses.
create table login_throttle (
  subject       varchar(300) not null,
  failures      int          not null,
  last_failure  datetime(6)  not null,
  blocked_until datetime(6)  not null,
  primary key (subject),
  key ix_login_throttle_last_failure (last_failure)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- How old a key may get: of an organization, of one of its environments, or of a stream; the nearest counts.
create table rotation_policy (
  id                     bigint        not null auto_increment,
  organization_id        bigint        not null,
  environment_id         bigint        null,
  stream_id              bigint        null,
  max_age_days           int           not null,
  remind_before          varchar(255)  not null,
  remind_overdue_every   varchar(16)   null,
  recipients             varchar(4000) not null,
  on_overdue             varchar(16)   not null,
  created_at             datetime(6)   not null,
  created_by             varchar(255)  not null,
  version                int           not null default 0,
  environment_scope      bigint as (coalesce(environment_id, 0)) virtual,
  stream_scope           bigint as (coalesce(stream_id, 0)) virtual,
  primary key (id),
  unique key uq_rotation_policy (organization_id, environment_scope, stream_scope),
  key ix_rotation_policy_environment (environment_id),
  key ix_rotation_policy_stream (stream_id),
  constraint fk_rotation_policy_organization foreign key (organization_id) references organization (id),
  constraint fk_rotation_policy_environment foreign key (environment_id) references environment (id),
  constraint fk_rotation_policy_stream foreign key (stream_id) references stream (id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- One prompt to one recipient about one key at one stage, with its evidence.
create table reminder (
  id              bigint        not null auto_increment,
  organization_id bigint        not null,
  api_key_id      bigint        not null,
  due_at          datetime(6)   not null,
  stage           varchar(16)   not null,
  recipient       varchar(255)  not null,
  state           varchar(16)   not null,
  attempts        int           not null default 0,
  next_attempt_at datetime(6)   null,
  accepted_at     datetime(6)   null,
  last_error      varchar(1000) null,
  created_at      datetime(6)   not null,
  primary key (id),
  unique key uq_reminder (api_key_id, due_at, stage, recipient),
  key ix_reminder_organization (organization_id, id),
  key ix_reminder_next_attempt (state, next_attempt_at),
  constraint fk_reminder_organization foreign key (organization_id) references organization (id),
  constraint fk_reminder_api_key foreign key (api_key_id) references api_key (id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- Append only. chain is the organization's id, 0 for the platform; numbers have no gaps within a chain.
create table audit_event (
  id          bigint        not null auto_increment,
  chain       bigint        not null,
  number      bigint        not null,
  occurred_at datetime(6)   not null,
  actor       varchar(255)  not null,
  action      varchar(64)   not null,
  target_type varchar(32)   not null,
  target_id   varchar(64)   not null,
  target_path varchar(500)  not null,
  outcome     varchar(16)   not null,
  body        longtext      not null,
  mac_key_id  varchar(16)   not null,
  mac         binary(32)    not null,
  primary key (id),
  unique key uq_audit_event (chain, number),
  key ix_audit_event_occurred (chain, occurred_at),
  key ix_audit_event_target (chain, target_id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- One span of one stream. start_nanos counts from the epoch, as OTLP does; received_at is what retention goes by.
-- The columns up to total_tokens repeat attributes that are asked for often; attributes hold everything.
create table span (
  id                  bigint       not null auto_increment,
  stream_id           bigint       not null,
  trace_id            binary(16)   not null,
  span_id             binary(8)    not null,
  parent_span_id      binary(8)    null,
  received_at         datetime(6)  not null,
  start_nanos         bigint       not null,
  duration_nanos      bigint       not null,
  kind                tinyint      not null,
  status_code         tinyint      not null,
  api_key_id          bigint       not null,
  input_tokens        bigint       null,
  output_tokens       bigint       null,
  total_tokens        bigint       null,
  name                text         not null,
  trace_state         text         not null,
  status_message      text         not null,
  service_name        text         not null,
  scope_name          text         not null,
  scope_version       text         not null,
  workflow_name       text         null,
  entity_name         text         null,
  entity_kind         text         null,
  vendor              text         null,
  operation           text         null,
  request_model       text         null,
  response_model      text         null,
  attributes          longtext     not null,
  resource_attributes longtext     not null,
  events              longtext     not null,
  links               longtext     not null,
  primary key (id),
  unique key uq_span (stream_id, trace_id, span_id),
  key ix_span_start (stream_id, start_nanos),
  key ix_span_received (stream_id, received_at)
) default character set utf8mb4 collate utf8mb4_nopad_bin;
