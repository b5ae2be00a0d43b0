-- Tenants, the doors into them, people and their rights, and the audit trail.
-- Roles kuulolla_owner (runs this), kuulolla_app and kuulolla_survey exist before the first migration.

create extension if not exists btree_gist;

revoke all on schema public from public;
grant usage on schema public to kuulolla_app, kuulolla_survey;

create table tenant (
  id integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  names jsonb not null,
  kind text not null check (kind in ('county', 'city', 'joint-authority', 'private')),
  settings jsonb not null default '{}',
  created_on date not null default current_date
);

-- What must be found before the tenant is known: hash of a code, token, key or user id -> tenant, kind, target.
create table door (
  hash bytea not null check (length(hash) = 32),
  kind text not null check (kind in ('point', 'api-key', 'member')),
  tenant_id integer not null references tenant (id),
  target bigint not null,
  primary key (kind, hash, tenant_id)
);
create unique index door_one_tenant on door (kind, hash) where kind <> 'member';
create index door_by_target on door (tenant_id, kind, target);

create table membership (
  tenant_id integer not null references tenant (id),
  id integer generated always as identity,
  user_id text not null,
  role text not null check (role in ('unit-manager', 'feedback-handler', 'quality-officer', 'administrator')),
  -- A unit manager or feedback handler of all units says so here; without it and without units there is nothing to see.
  whole_tenant boolean not null default false,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, user_id)
);

create table audit (
  tenant_id integer not null references tenant (id),
  id bigint generated always as identity,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('user', 'api-key', 'system', 'public')),
  actor_id text not null,
  verb text not null,
  target text,
  detail jsonb not null default '{}',
  primary key (tenant_id, id)
);
create index audit_by_target on audit (tenant_id, target, id);

create table api_key (
  tenant_id integer not null references tenant (id),
  id integer generated always as identity,
  name text not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_on date,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);
