// AWS Security Token Service: who am I, and temporary credentials of a role.
//
// Credentials are made in access; the roles and who may assume them are iam's. It must never know what the credentials are for.
// Start with assume-role.ts.

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/sts.json' with { type: 'json' }
import type { Operations } from '../../wire/models/sts.ts'
import { defineService, type Service } from '../../wire/service.ts'
import { createAssumeRole } from './assume-role.ts'
import { getCallerIdentity } from './get-caller-identity.ts'

/** `secretKey` seals session tokens. */
export function createSts({ secretKey }: { secretKey: Buffer }): Service<OperationContext> {
  return defineService<Operations, OperationContext>({
    model,
    actionPrefix: 'sts',
    operations: { AssumeRole: createAssumeRole(secretKey), GetCallerIdentity: getCallerIdentity },
    resources: { AssumeRole: (_, { RoleArn }) => [RoleArn] },
  })
}
