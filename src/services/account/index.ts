// AWS Account Management: contacts, Regions, name and root e-mail address of accounts, of one's own and, from the management account, of members.
//
// Accounts themselves are organizations'. Mail is not sent: the code for a new e-mail address is sealed in its row, and `pendingCode` tells it
// to whom the server lets see it. Start with target-account.ts: who may speak for which account.

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/account.json' with { type: 'json' }
import type { Operations } from '../../wire/models/account.ts'
import { defineService, type Service } from '../../wire/service.ts'
import { conditionKeys, resourceKeys } from './condition-keys.ts'
import { operations } from './operations.ts'
import { resources } from './resources.ts'

export { pendingCode } from './primary-email-code.ts'

export { regions } from './regions.ts'

/** `secretKey` seals the codes for new e-mail addresses. */
export function createAccountManagement({ secretKey }: { secretKey: Buffer }): Service<OperationContext> {
  return defineService<Operations, OperationContext>({
    model,
    actionPrefix: 'account',
    operations: operations(secretKey),
    resources,
    conditionKeys,
    resourceKeys,
  })
}
