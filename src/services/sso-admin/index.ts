// IAM Identity Center: permission sets, and who may enter which account with which of them.
//
// The first assignment of a permission set in an account puts a reserved role there (reserved-role.ts, through iam). Assignments take
// effect at a due time that reads compare with the clock. It must never know how a person signs in, nor what a vended account is.
//
// Start with create-account-assignment.ts; assigned-accounts.ts and roleSessionOf are what the portal shows and enters.

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/sso-admin.json' with { type: 'json' }
import type { Operations } from '../../wire/models/sso-admin.ts'
import { defineService } from '../../wire/service.ts'
import { conditionKeys, resourceKeys } from './condition-keys.ts'
import { operations } from './operations.ts'
import { resources } from './resources.ts'

export { sessionTagsOf } from './access-control-attributes.ts'
export { accountsDeparted } from './accounts-departed.ts'
export { type AssignedApplication, applicationsOf } from './applications-of.ts'
export { type AssignedAccount, assignedAccounts } from './assigned-accounts.ts'
export { assignedRoles } from './assigned-roles.ts'
export { createOrganizationInstance, findInstance, type Instance } from './instance.ts'
export { type RoleSession, roleArnOf, roleSessionOf } from './reserved-role.ts'

export const service = defineService<Operations, OperationContext>({
  model,
  actionPrefix: 'sso',
  operations,
  resources,
  conditionKeys,
  resourceKeys,
})
