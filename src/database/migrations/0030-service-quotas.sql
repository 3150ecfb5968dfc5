-- Quotas that accounts asked to have raised. What was approved is in force from then on.
create schema service_quotas;
create table service_quotas.requests (
  id text primary key,
  account_id text not null,
  service_code text not null,
  quota_code text not null,
  desired_value double precision not null,
  approved boolean not null,
  requester text not null,
  created_at timestamptz not null
);
create index requests_by_account on service_quotas.requests (account_id, id);
create index requests_in_force on service_quotas.requests (account_id, service_code, quota_code, desired_value) where approved;
