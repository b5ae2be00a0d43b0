-- Answers, and what is kept apart from them. No address, agent, phone, token or time of day anywhere here.

create table response (
  tenant_id integer not null,
  day date not null,
  id uuid not null,
  unit_id integer not null,
  version_id integer not null,
  point_id integer,
  age_group smallint,
  channel text not null check (channel in ('sms', 'qr', 'web', 'kiosk', 'paper', 'phone')),
  role text not null check (role in ('self', 'assisted')),
  language text not null,
  contact_mode text,
  -- Codes laid out by the version: -2 not asked, -1 skipped, 0 does not concern me, 1... the options.
  answers smallint[] not null,
  primary key (tenant_id, day, id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, version_id) references version (tenant_id, id)
);
create index response_by_unit_day on response (tenant_id, unit_id, day);

create table free_text (
  tenant_id integer not null,
  day date not null,
  response_id uuid not null,
  item text not null,
  unit_id integer not null,
  language text not null,
  body text not null check (length(body) between 1 and 4000),
  primary key (tenant_id, day, response_id, item),
  foreign key (tenant_id, day, response_id) references response (tenant_id, day, id) on delete cascade
);
create index free_text_by_unit_day on free_text (tenant_id, unit_id, day);

-- No response id: nothing leads from here to an answer. The person says what it concerns.
create table contact_request (
  tenant_id integer not null,
  id uuid not null,
  unit_id integer not null,
  language text not null,
  received_on date not null,
  due_on date not null,
  -- Sealed to the tenant application's public key: {name, contact, message}. The survey cannot read it back.
  key_id text not null,
  sealed bytea,
  state text not null default 'open' check (state in ('open', 'in-progress', 'closed')),
  owner text,
  closed_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id)
);
create index contact_request_by_state on contact_request (tenant_id, state, due_on);
create index contact_request_by_unit on contact_request (tenant_id, unit_id);

create table accessibility_feedback (
  tenant_id integer not null references tenant (id),
  id uuid not null,
  received_on date not null,
  due_on date not null,
  body text not null check (length(body) between 1 and 4000),
  key_id text,
  sealed bytea,
  state text not null default 'open' check (state in ('open', 'closed')),
  primary key (tenant_id, id)
);
create index accessibility_feedback_by_state on accessibility_feedback (tenant_id, state, due_on);

create table exclusion (
  tenant_id integer not null,
  day date not null,
  response_id uuid not null,
  reason text not null check (reason in ('test', 'duplicate', 'wrong-unit', 'abuse', 'other')),
  note text,
  actor text not null,
  excluded_at timestamptz not null default now(),
  primary key (tenant_id, day, response_id),
  foreign key (tenant_id, day, response_id) references response (tenant_id, day, id) on delete cascade
);

-- The secrets that bind a submission key to its page: the newest signs, its predecessor is still accepted.
create table submission_secret (
  id integer generated always as identity primary key,
  secret bytea not null check (length(secret) = 32),
  created_at timestamptz not null default now()
);

-- Unit-days to count again. Append-only for the writer; whoever counts deletes what it saw.
create table stale (
  tenant_id integer not null,
  id bigint generated always as identity,
  unit_id integer not null,
  day date not null,
  primary key (tenant_id, id)
);

create table import_batch (
  tenant_id integer not null references tenant (id),
  id integer generated always as identity,
  kind text not null check (kind in ('units', 'answers', 'wordings')),
  source text not null,
  file_name text not null,
  actor text not null,
  at timestamptz not null default now(),
  counts jsonb not null,
  undone_at timestamptz,
  undone_by text,
  primary key (tenant_id, id)
);

-- One row for everything that came from outside: which of our answers it is, and its newest version.
create table import_register (
  tenant_id integer not null,
  source text not null,
  external_id text not null,
  version bigint not null,
  deleted boolean not null default false,
  day date,
  response_id uuid,
  batch_id integer not null,
  primary key (tenant_id, source, external_id),
  foreign key (tenant_id, batch_id) references import_batch (tenant_id, id)
);
create index import_register_by_batch on import_register (tenant_id, batch_id);

-- How things were before an import changed them, so that it can be undone.
create table import_change (
  tenant_id integer not null,
  batch_id integer not null,
  seq integer not null,
  target text not null,
  before jsonb,
  after jsonb,
  primary key (tenant_id, batch_id, seq),
  foreign key (tenant_id, batch_id) references import_batch (tenant_id, id)
);
