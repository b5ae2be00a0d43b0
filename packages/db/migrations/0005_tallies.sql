-- Counts per answer value: the sufficient statistics of every figure. Replaced whole, never incremented.
-- counts = {sheets, (item: does not concern me, code 1 ... code k) ...}, laid out by the version.

create table tally_day (
  tenant_id integer not null,
  unit_id integer not null,
  day date not null,
  version_id integer not null,
  channel text not null,
  role text not null,
  counts integer[] not null,
  primary key (tenant_id, unit_id, day, version_id, channel, role)
);

create table tally_month (
  tenant_id integer not null,
  unit_id integer not null,
  month date not null check (extract(day from month) = 1),
  version_id integer not null,
  channel text not null,
  role text not null,
  counts integer[] not null,
  primary key (tenant_id, unit_id, month, version_id, channel, role)
);

-- One-way monthly tallies by language, age group and the like; never crossed with each other.
create table tally_month_attribute (
  tenant_id integer not null,
  unit_id integer not null,
  month date not null check (extract(day from month) = 1),
  version_id integer not null,
  attribute text not null check (attribute in ('language', 'age-group', 'contact-mode')),
  value text not null,
  counts integer[] not null,
  primary key (tenant_id, unit_id, month, version_id, attribute, value)
);

-- When the worker last had nothing left to count: how fresh every figure of the tenant is.
create table tally_state (
  tenant_id integer primary key references tenant (id),
  swept_at timestamptz not null
);

-- Tallies before this day are kept as they are: the answers under them have been erased by retention.
create table horizon (
  tenant_id integer primary key references tenant (id),
  frozen_before date not null
);
