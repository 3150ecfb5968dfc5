-- A request for a higher quota is looked at for a while; what is approved is in force from its decision on.
alter table service_quotas.requests add column decided_at timestamptz;
update service_quotas.requests set decided_at = created_at;
alter table service_quotas.requests alter column decided_at set not null;
