-- What was asked for when these were made: the same ClientToken with another request is refused. Null for what is older.
alter table sso_admin.instances add column request_digest text;
alter table sso_admin.applications add column request_digest text;
alter table sso_admin.trusted_token_issuers add column request_digest text;
