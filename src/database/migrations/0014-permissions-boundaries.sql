-- The managed policy that what a user or role may do stays within.
alter table iam.principals add column permissions_boundary_arn text;

-- A permission set's boundary: the ARN of a managed policy, or name and path of one that is looked for in each account.
alter table sso_admin.permission_sets
  add column boundary_policy_arn text,
  add column boundary_policy_name text,
  add column boundary_policy_path text,
  add constraint permission_sets_boundary check (num_nonnulls(boundary_policy_arn, boundary_policy_name) < 2);

-- Why a request came to nothing; null for one that did not fail.
alter table sso_admin.requests add column failure_reason text;
