// AWS Identity and Access Management: users, roles and their policies in every account.
//
// It has no operations on the wire yet; the other services make and read its principals: organizations and sso-admin ensure roles in
// new accounts, sts assumes them, and every request's rights are decided by `policiesOf` its caller.
//
// It must never know why a role exists. Start with ensure-principal.ts; managed-policies.ts holds AWS's own policies.

export { ensureRole, ensureUser, type RoleSpecification, type UserSpecification } from './ensure-principal.ts'
export { managedPolicy } from './managed-policies.ts'
export { type PrincipalPolicies, policiesOf } from './policies-of.ts'
export { deleteRole, findRole, findRoleByArn, type Role } from './role.ts'
