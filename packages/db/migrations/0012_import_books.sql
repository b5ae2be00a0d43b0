-- Finding what an import brought in: by the answer (erasure), by the target (undo), and forgetting it.
-- squawk-ignore require-concurrent-index-creation
create index import_register_by_response on import_register (tenant_id, day, response_id) where response_id is not null;
-- squawk-ignore require-concurrent-index-creation
create index import_change_by_target on import_change (tenant_id, target);
grant delete on import_change to kuulolla_app;
