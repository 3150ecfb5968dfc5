-- An account's instance may go and another come; rows of those that went stay, for what still refers to them.
alter table sso_admin.instances drop constraint instances_owner_account_id_key;
create unique index instances_by_owner on sso_admin.instances (owner_account_id) where gone_at is null;
create index instances_of_owner on sso_admin.instances (owner_account_id, instance_arn);

-- Tags of instances lie with those of everything else.
drop table sso_admin.instance_tags;
