-- The unit tree. A unit is never deleted; each parent link has a validity period.

create table service (
  tenant_id integer not null references tenant (id),
  code text not null,
  names jsonb not null,
  primary key (tenant_id, code)
);

create table unit (
  tenant_id integer not null references tenant (id),
  id integer generated always as identity,
  code text not null,
  oid text,
  kind text not null check (kind in ('organisation', 'sector', 'service', 'service-unit', 'point')),
  names jsonb not null,
  service_code text,
  municipality text,
  -- How to reach the unit, shown on its public page: {email, phone, address}.
  contact jsonb not null default '{}',
  nps_target real,
  opened_on date,
  -- The last day on which it works; its parent link ends on the next.
  ended_on date,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, service_code) references service (tenant_id, code)
);
create unique index unit_by_oid on unit (tenant_id, oid) where oid is not null;

create table unit_parent (
  tenant_id integer not null,
  unit_id integer not null,
  parent_id integer not null check (parent_id <> unit_id),
  valid daterange not null check (not isempty(valid)),
  primary key (tenant_id, unit_id, valid),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, parent_id) references unit (tenant_id, id),
  exclude using gist (tenant_id with =, unit_id with =, valid with &&)
);
create index unit_parent_by_parent on unit_parent (tenant_id, parent_id);

-- The subtrees that a unit manager or a feedback handler has.
create table membership_unit (
  tenant_id integer not null,
  membership_id integer not null,
  unit_id integer not null,
  primary key (tenant_id, membership_id, unit_id),
  foreign key (tenant_id, membership_id) references membership (tenant_id, id) on delete cascade,
  foreign key (tenant_id, unit_id) references unit (tenant_id, id)
);
