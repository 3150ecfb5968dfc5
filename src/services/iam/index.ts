// AWS Identity and Access Management: users, roles and their policies in every account.
//
// The other services make and read its principals too: organizations and sso-admin ensure roles in new accounts, sts assumes them, and
// every request's rights are decided by `policiesOf` its caller.
//
// It must never know why a role exists. Start with operations.ts, entity.ts (what users, roles and groups have in common) and ensure-principal.ts;
// managed-policies.ts holds AWS's own policies.

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/iam.json' with { type: 'json' }
import type { Operations } from '../../wire/models/iam.ts'
import { defineService, type Service } from '../../wire/service.ts'
import { conditionKeys, resourceKeys } from './condition-keys.ts'
import { operations } from './operations.ts'
import { resources } from './resources.ts'

export { linkRoles } from './born-roles.ts'
export { resourceKeys as roleKeys } from './condition-keys.ts'
export { ensureRole, ensureUser, type RoleSpecification, type UserSpecification } from './ensure-principal.ts'
export { attachablePolicy } from './managed-policies.ts'
export { findOpenIdProvider, type OpenIdProvider } from './openid-providers.ts'
export { type PrincipalPolicies, policiesOf } from './policies-of.ts'
export { existingPolicies } from './policy-document-of.ts'
export { deleteRole, findRole, findRoleByArn, type Role } from './role.ts'
export { findSamlProvider, type SamlProvider } from './saml-providers.ts'

/** `secretKey` seals the secrets of access keys and the keys of SAML providers. */
export function createIam({ secretKey }: { secretKey: Buffer }): Service<OperationContext> {
  return defineService<Operations, OperationContext>({
    model,
    actionPrefix: 'iam',
    operations: operations(secretKey),
    resources,
    conditionKeys,
    resourceKeys,
  })
}
