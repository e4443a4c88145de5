-- Who may do what (design.md section 3): service accounts, sessions, the roles of groups, people of an identity
-- provider that were seen.

-- A token carries the generation that it was issued in; it counts only as long as that is the account's.
alter table account
  add column kind       varchar(16) not null default 'PERSON',
  add column generation int         not null default 0;

-- What an identity provider's group may do in an organization.
create table group_role (
  id              bigint       not null auto_increment,
  organization_id bigint       not null,
  group_name      varchar(255) not null,
  role            varchar(16)  not null,
  primary key (id),
  unique key uq_group_role (organization_id, group_name),
  key ix_group_role_group (group_name),
  constraint fk_group_role_organization foreign key (organization_id) references organization (id)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- Somebody with a token of the identity provider, as it told last. Gives no right to anything.
create table person (
  id            bigint       not null auto_increment,
  issuer        varchar(255) not null,
  subject       varchar(255) not null,
  name          varchar(255) not null,
  email         varchar(255) null,
  first_seen_at datetime(6)  not null,
  last_seen_at  datetime(6)  not null,
  primary key (id),
  unique key uq_person (issuer, subject)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- A login of the dashboard. It ends by itself, by a logout, or because one of its refresh tokens came twice.
create table login_session (
  id         bigint       not null auto_increment,
  public_id  varchar(26)  not null,
  issuer     varchar(255) not null,
  subject    varchar(255) not null,
  generation int          not null default 0,
  started_at datetime(6)  not null,
  idle_at    datetime(6)  not null,
  ends_at    datetime(6)  not null,
  ended_at   datetime(6)  null,
  ended_why  varchar(32)  null,
  primary key (id),
  unique key uq_login_session_public_id (public_id),
  key ix_login_session_ends (ends_at)
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- The refresh tokens of a session, which replace each other; only their hashes. One that comes again after it was
-- replaced was stolen. "sealed" is the refresh token of the identity provider, encrypted with a key that is made from
-- ours, which nobody has but the browser.
create table refresh_token (
  hash        binary(32)      not null,
  session_id  bigint          not null,
  issued_at   datetime(6)     not null,
  used_at     datetime(6)     null,
  replaced_at datetime(6)     null,
  sealed      varbinary(8192) null,
  primary key (hash),
  key ix_refresh_token_session (session_id),
  constraint fk_refresh_token_session foreign key (session_id) references login_session (id) on delete cascade
) default character set utf8mb4 collate utf8mb4_nopad_bin;

-- Who made a key is a subject of this issuer; null where that was not written down.
alter table api_key
  add column created_by_issuer varchar(255) null,
  add key ix_api_key_created_by (created_by);
