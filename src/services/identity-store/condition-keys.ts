import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/identitystore.ts'
import type { ConditionKeys, ConditionKeyTable } from '../../wire/service.ts'
import { identityStoreArn, resources } from './resources.ts'

// "Condition keys for AWS Identity Store" in the service authorization reference. External ids come with identity providers only.

/** Where the store is and, in the session of a person, who that is: on AWS only identity-enhanced sessions tell the latter. */
async function keysOf({ settings, caller }: OperationContext, { IdentityStoreId }: { IdentityStoreId: string }): Promise<ConditionKeys> {
  return {
    'identitystore:primaryregion': [settings.homeRegion],
    ...(caller.personId !== undefined && {
      'identitystore:userid': [caller.personId],
      'identitystore:identitystorearn': [identityStoreArn(caller.accountId, IdentityStoreId)],
    }),
  }
}

export const conditionKeys: ConditionKeyTable<Operations, OperationContext> = Object.fromEntries(
  Object.keys(resources).map((operation) => [operation, keysOf]),
)
