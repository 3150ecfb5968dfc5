// The identity store of IAM Identity Center: people, groups and who is in which.
//
// User names, primary e-mail addresses and group names are unique without regard to case; the other attributes are kept as given.
// It must never know what a person may enter (sso-admin) nor how one signs in (portal).
//
// Start with create-user.ts; user.ts and group.ts are what the neighbours ask for.

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/identitystore.json' with { type: 'json' }
import type { Operations } from '../../wire/models/identitystore.ts'
import { defineService } from '../../wire/service.ts'
import { conditionKeys } from './condition-keys.ts'
import { operations } from './operations.ts'
import { resources } from './resources.ts'

export { createUser } from './create-user.ts'
export { findGroup, groupIdsOfUser } from './group.ts'
export { setUserExternalId } from './provisioned.ts'
export {
  changeProvisionedGroup,
  createProvisionedGroup,
  deleteProvisionedGroup,
  findProvisionedGroup,
  listProvisionedGroups,
  memberIdsOf,
} from './provisioned-groups.ts'
export {
  changeProvisionedUser,
  createProvisionedUser,
  deleteProvisionedUser,
  findProvisionedUser,
  listProvisionedUsers,
  type ProvisionedUser,
} from './provisioned-users.ts'
export { setUserStatus } from './set-user-status.ts'
export { createIdentityStore, deleteIdentityStore } from './store.ts'
export { findUser, findUserByEmail, findUserByExternalId, findUserByName, type User } from './user.ts'

export const service = defineService<Operations, OperationContext>({
  model,
  actionPrefix: 'identitystore',
  operations,
  resources,
  conditionKeys,
})
