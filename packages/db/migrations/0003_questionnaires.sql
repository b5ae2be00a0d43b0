-- Measures live across versions; a published version never changes.

create table measure (
  tenant_id integer not null references tenant (id),
  code text not null,
  audience text not null check (audience in ('adult', 'child', 'next-of-kin')),
  scale text not null check (scale in ('nps', 'agree', 'faces', 'choice')),
  options integer not null check (options between 2 and 12),
  direction text not null check (direction in ('increase', 'decrease', 'none')),
  -- The standard it comes from and its version, such as 'national-adult' '2026.1'; null for the tenant's own.
  standard text,
  standard_version text,
  -- Its place in the standard's order; own measures follow.
  position integer not null,
  names jsonb not null,
  primary key (tenant_id, code)
);

-- The wordings a measure may be asked in. Rows are added, never changed; the newest of a language counts.
create table wording (
  tenant_id integer not null,
  id integer generated always as identity,
  measure_code text not null,
  language text not null,
  text text not null,
  official boolean not null,
  source text not null,
  added_on date not null default current_date,
  primary key (tenant_id, id),
  foreign key (tenant_id, measure_code) references measure (tenant_id, code)
);
create index wording_by_measure on wording (tenant_id, measure_code, language, id);

-- Which service asks which statement. A service with no rows asks them all.
create table service_statement (
  tenant_id integer not null,
  service_code text not null,
  measure_code text not null,
  primary key (tenant_id, service_code, measure_code),
  foreign key (tenant_id, service_code) references service (tenant_id, code),
  foreign key (tenant_id, measure_code) references measure (tenant_id, code)
);
create index service_statement_by_measure on service_statement (tenant_id, measure_code);

create table questionnaire (
  tenant_id integer not null references tenant (id),
  id integer generated always as identity,
  names jsonb not null,
  audience text not null check (audience in ('adult', 'child', 'next-of-kin')),
  -- The content of the next version while it is being edited; core's VersionContent, not yet checked.
  draft jsonb,
  -- Grows with every saved draft, so that two editors do not overwrite each other unknowingly.
  draft_revision integer not null default 0,
  archived boolean not null default false,
  primary key (tenant_id, id)
);

create table version (
  tenant_id integer not null,
  id integer generated always as identity,
  questionnaire_id integer not null,
  no integer not null check (no > 0),
  content jsonb not null,
  published_at timestamptz not null default now(),
  published_by text not null,
  primary key (tenant_id, id),
  unique (tenant_id, questionnaire_id, no),
  foreign key (tenant_id, questionnaire_id) references questionnaire (tenant_id, id)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows never change', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger version_never_changes before update or delete on version for each row execute function refuse_change();
create trigger wording_never_changes before update or delete on wording for each row execute function refuse_change();

create table point (
  tenant_id integer not null references tenant (id),
  id integer generated always as identity,
  -- What stands in the address and in the QR code.
  code text not null unique check (code ~ '^[a-z0-9]{6,16}$'),
  channel text not null check (channel in ('qr', 'web', 'kiosk', 'paper')),
  name text not null,
  languages text[] not null check (cardinality(languages) > 0),
  closed_at timestamptz,
  primary key (tenant_id, id)
);

-- What a code pointed to, and when: re-pointing closes one row and opens the next.
create table point_target (
  tenant_id integer not null,
  point_id integer not null,
  unit_id integer not null,
  questionnaire_id integer not null,
  valid tstzrange not null check (not isempty(valid)),
  primary key (tenant_id, point_id, valid),
  foreign key (tenant_id, point_id) references point (tenant_id, id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, questionnaire_id) references questionnaire (tenant_id, id),
  exclude using gist (tenant_id with =, point_id with =, valid with &&)
);
create index point_target_by_unit on point_target (tenant_id, unit_id);
create index point_target_by_questionnaire on point_target (tenant_id, questionnaire_id);
