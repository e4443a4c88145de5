-- Deletion with a bin, and requests that may be sent again.

-- What was deleted and can come back: a project, or an environment of either level. project_id is that of the project
-- itself, or of the project that the environment is in. The rows themselves stay where they are, with deleted_at.
create table bin_entry (
  id              bigint       not null auto_increment,
  public_id       varchar(26)  not null,
  organization_id bigint       not null,
  project_id      bigint       null,
  environment_id  bigint       null,
  deleted_at      datetime(6)  not null,
  deleted_by      varchar(255) not null,
  primary key (id),
  unique key uq_bin_entry_public_id (public_id),
  key ix_bin_entry_organization (organization_id, id),
  key ix_bin_entry_project (project_id),
  key ix_bin_entry_environment (environment_id),
  constraint fk_bin_entry_organization foreign key (organization_id) references organization (id),
  constraint fk_bin_entry_project foreign key (project_id) references project (id),
  constraint fk_bin_entry_environment foreign key (environment_id) references environment (id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- What was answered to the first request with an Idempotency-Key. The id is the SHA-256 of caller and key.
create table first_answer (
  id          binary(32)   not null,
  fingerprint binary(32)   not null,
  location    text         null,
  version     int          null,
  body        longtext     null,
  created_at  datetime(6)  not null,
  primary key (id),
  key ix_first_answer_created (created_at)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- The hashes of keys that were purged, so that a seed file cannot bring one of them back.
create table buried_key (
  secret_hash binary(32)  not null,
  buried_at   datetime(6) not null,
  primary key (secret_hash)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- When data last came in, of what retention has removed since; what is still there tells it by itself.
alter table stream add column last_received_at datetime(6) null, add column version int not null default 0;

-- The service.name of the last spans; last_used_client has the user agent.
alter table api_key add column last_used_service varchar(255) null;

-- The purge looks for what was deleted long ago.
alter table organization add key ix_organization_deleted (deleted_at);
alter table project add key ix_project_deleted (deleted_at);
alter table environment add key ix_environment_deleted (deleted_at);
