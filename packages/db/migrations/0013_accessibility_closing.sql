-- From when the time is counted after which the sender's address is removed.
alter table accessibility_feedback add column closed_on date;

-- What retention looks for every night.
-- squawk-ignore require-concurrent-index-creation
create index accessibility_feedback_to_erase on accessibility_feedback (tenant_id, closed_on) where sealed is not null;
-- squawk-ignore require-concurrent-index-creation
create index contact_request_to_erase on contact_request (tenant_id, closed_on) where sealed is not null;
