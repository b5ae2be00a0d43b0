-- The walls: forced row-level security on every tenant table, and what each role may do at all.

alter table membership enable row level security;
alter table membership force row level security;
create policy membership_tenant on membership to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table audit enable row level security;
alter table audit force row level security;
create policy audit_tenant on audit to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table api_key enable row level security;
alter table api_key force row level security;
create policy api_key_tenant on api_key to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table service enable row level security;
alter table service force row level security;
create policy service_tenant on service to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table unit enable row level security;
alter table unit force row level security;
create policy unit_tenant on unit to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table unit_parent enable row level security;
alter table unit_parent force row level security;
create policy unit_parent_tenant on unit_parent to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table membership_unit enable row level security;
alter table membership_unit force row level security;
create policy membership_unit_tenant on membership_unit to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table measure enable row level security;
alter table measure force row level security;
create policy measure_tenant on measure to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table wording enable row level security;
alter table wording force row level security;
create policy wording_tenant on wording to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table service_statement enable row level security;
alter table service_statement force row level security;
create policy service_statement_tenant on service_statement to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table questionnaire enable row level security;
alter table questionnaire force row level security;
create policy questionnaire_tenant on questionnaire to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table version enable row level security;
alter table version force row level security;
create policy version_tenant on version to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table point enable row level security;
alter table point force row level security;
create policy point_tenant on point to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table point_target enable row level security;
alter table point_target force row level security;
create policy point_target_tenant on point_target to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table response enable row level security;
alter table response force row level security;
create policy response_tenant on response to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table free_text enable row level security;
alter table free_text force row level security;
create policy free_text_tenant on free_text to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table contact_request enable row level security;
alter table contact_request force row level security;
create policy contact_request_tenant on contact_request to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table accessibility_feedback enable row level security;
alter table accessibility_feedback force row level security;
create policy accessibility_feedback_tenant on accessibility_feedback to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table exclusion enable row level security;
alter table exclusion force row level security;
create policy exclusion_tenant on exclusion to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table stale enable row level security;
alter table stale force row level security;
create policy stale_tenant on stale to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table import_batch enable row level security;
alter table import_batch force row level security;
create policy import_batch_tenant on import_batch to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table import_register enable row level security;
alter table import_register force row level security;
create policy import_register_tenant on import_register to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table import_change enable row level security;
alter table import_change force row level security;
create policy import_change_tenant on import_change to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table tally_day enable row level security;
alter table tally_day force row level security;
create policy tally_day_tenant on tally_day to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table tally_month enable row level security;
alter table tally_month force row level security;
create policy tally_month_tenant on tally_month to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table tally_month_attribute enable row level security;
alter table tally_month_attribute force row level security;
create policy tally_month_attribute_tenant on tally_month_attribute to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table tally_state enable row level security;
alter table tally_state force row level security;
create policy tally_state_tenant on tally_state to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

alter table horizon enable row level security;
alter table horizon force row level security;
create policy horizon_tenant on horizon to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);

-- The application: everything inside a tenant but what is history.
grant select, insert, update, delete on membership to kuulolla_app;
grant select, insert on audit to kuulolla_app;
grant select, insert, update, delete on api_key to kuulolla_app;
grant select, insert, update, delete on service to kuulolla_app;
grant select, insert, update, delete on unit to kuulolla_app;
grant select, insert, update, delete on unit_parent to kuulolla_app;
grant select, insert, update, delete on membership_unit to kuulolla_app;
grant select, insert, update, delete on measure to kuulolla_app;
grant select, insert on wording to kuulolla_app;
grant select, insert, update, delete on service_statement to kuulolla_app;
grant select, insert, update, delete on questionnaire to kuulolla_app;
grant select, insert on version to kuulolla_app;
grant select, insert, update, delete on point to kuulolla_app;
grant select, insert, update, delete on point_target to kuulolla_app;
grant select, insert, update, delete on response to kuulolla_app;
grant select, insert, update, delete on free_text to kuulolla_app;
grant select, insert, update, delete on contact_request to kuulolla_app;
grant select, insert, update, delete on accessibility_feedback to kuulolla_app;
grant select, insert, update, delete on exclusion to kuulolla_app;
grant select, insert, update, delete on stale to kuulolla_app;
grant select, insert, update, delete on import_batch to kuulolla_app;
grant select, insert, update, delete on import_register to kuulolla_app;
grant select, insert on import_change to kuulolla_app;
grant select, insert, update, delete on tally_day to kuulolla_app;
grant select, insert, update, delete on tally_month to kuulolla_app;
grant select, insert, update, delete on tally_month_attribute to kuulolla_app;
grant select, insert, update, delete on tally_state to kuulolla_app;
grant select, insert, update, delete on horizon to kuulolla_app;
grant select, insert, update, delete on door to kuulolla_app;
grant select, insert on tenant to kuulolla_app;
grant update (names, settings) on tenant to kuulolla_app;
grant select, insert, delete on submission_secret to kuulolla_app;

-- Tenants and doors are found before a tenant is known, so anybody may read them; writing stays inside the walls.
alter table tenant enable row level security;
alter table tenant force row level security;
create policy tenant_found on tenant for select to kuulolla_app, kuulolla_survey, kuulolla_owner using (true);
create policy tenant_made on tenant for insert to kuulolla_app, kuulolla_owner with check (true);
create policy tenant_changed on tenant for update to kuulolla_app, kuulolla_owner
  using (id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (id = nullif(current_setting('app.tenant', true), '')::integer);
alter table door enable row level security;
alter table door force row level security;
create policy door_found on door for select to kuulolla_app, kuulolla_owner using (true);
create policy door_found_by_survey on door for select to kuulolla_survey using (kind = 'point');
create policy door_made on door for insert to kuulolla_app, kuulolla_owner
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
create policy door_changed on door for update to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
create policy door_closed on door for delete to kuulolla_app, kuulolla_owner
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select on door to kuulolla_survey;

-- The survey: what a published page shows, and one way in for answers.
grant select on tenant to kuulolla_survey;
grant select on submission_secret to kuulolla_survey;

create policy unit_survey on unit for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, id, oid, kind, names, service_code, municipality, contact, opened_on, ended_on) on unit to kuulolla_survey;
create policy unit_parent_survey on unit_parent for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, unit_id, parent_id, valid) on unit_parent to kuulolla_survey;
create policy service_survey on service for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, code, names) on service to kuulolla_survey;
create policy service_statement_survey on service_statement for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, service_code, measure_code) on service_statement to kuulolla_survey;
create policy questionnaire_survey on questionnaire for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, id, names, audience, archived) on questionnaire to kuulolla_survey;
create policy version_survey on version for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, id, questionnaire_id, no, content, published_at) on version to kuulolla_survey;
create policy point_survey on point for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, id, code, channel, languages, closed_at) on point to kuulolla_survey;
create policy point_target_survey on point_target for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, point_id, unit_id, questionnaire_id, valid) on point_target to kuulolla_survey;

create policy response_survey_insert on response for insert to kuulolla_survey
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant insert on response to kuulolla_survey;
create policy response_survey_keys on response for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, day, id) on response to kuulolla_survey;
create policy free_text_survey_insert on free_text for insert to kuulolla_survey
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant insert on free_text to kuulolla_survey;
create policy free_text_survey_keys on free_text for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, day, response_id, item) on free_text to kuulolla_survey;
create policy contact_request_survey_insert on contact_request for insert to kuulolla_survey
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant insert on contact_request to kuulolla_survey;
create policy contact_request_survey_keys on contact_request for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, id) on contact_request to kuulolla_survey;
create policy accessibility_feedback_survey_insert on accessibility_feedback for insert to kuulolla_survey
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant insert on accessibility_feedback to kuulolla_survey;
create policy accessibility_feedback_survey_keys on accessibility_feedback for select to kuulolla_survey
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant select (tenant_id, id) on accessibility_feedback to kuulolla_survey;
create policy stale_survey_insert on stale for insert to kuulolla_survey
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::integer);
grant insert on stale to kuulolla_survey;
