import { afterAll, beforeAll, expect, test } from 'vitest'
import { offeredServices } from '../../docs/write-coverage.ts'
import { type Authorize, createAuthorize } from '../../src/access/authorize.ts'
import type { OperationContext } from '../../src/access/context.ts'
import { isFault } from '../../src/fault.ts'
import { openActions } from '../../src/server/embedded-aws.ts'
import { ensureRole, policiesOf } from '../../src/services/iam/index.ts'
import { documentedPolicyArns } from '../../src/services/iam/managed-policies.ts'
import { accountPlace, controlPoliciesOf } from '../../src/services/organizations/index.ts'
import { cellOf, columns } from '../architecture/access-matrix.ts'
import { minimalInput } from './minimal-input.ts'
import { createOrganization, createStage, managementAccountId, type Stage } from './organizations-stage.ts'

// The access matrix is made of policies alone. Here a role for each managed policy asks for each operation as the pipeline does, with the
// resources and condition keys that the operation names and everything else that decides.

let stage: Stage
let authorize: Authorize

beforeAll(async () => {
  stage = await createStage()
  await createOrganization(stage)
  // Trust policies decide about assuming roles beyond the matrix, so they are left out.
  authorize = createAuthorize({ policiesOf, controlPoliciesOf, organizationOf: accountPlace })
})
afterAll(() => stage.close())

const operations = offeredServices().flatMap((service) =>
  Object.keys(service.operations)
    .map((name) => ({ service, name, action: `${service.actionPrefix}:${name}` }))
    .filter(
      ({ name, action }) => !service.model.operations[name]?.unsigned && !Object.hasOwn(openActions, action) && action !== 'sts:AssumeRole',
    ),
)

test.each(documentedPolicyArns)('whoever has %s may do what the matrix says', async (policyArn) => {
  const context = await enterWith(policyArn)
  const documents = columns().find(({ name }) => name === policyArn.split('/').at(-1))?.documents ?? []
  const wrong: string[] = []
  for (const operation of operations) {
    const refusal = await refusalOf(context, operation)
    const cell = cellOf(documents, operation.action)
    // What is one's own, and what meets a condition, is told apart by what there is: other tests do.
    const isRight =
      cell === 'yes'
        ? refusal === undefined
        : cell !== 'no' || refusal?.endsWith(`because no identity-based policy allows the ${operation.action} action`)
    if (!isRight) wrong.push(`${operation.action}: ${cell}, but ${refusal ?? 'allowed'}`)
  }
  expect(wrong).toEqual([])
})

test('a policy can let people read themselves and nobody else', async () => {
  const [personId, IdentityStoreId] = ['00000000-0000-4000-8000-000000000001', 'd-0123456789']
  const self = 'arn:aws:identitystore:::user/${identitystore:UserId}'
  const Resource = [self, `arn:aws:identitystore::${managementAccountId}:identitystore/${IdentityStoreId}`]
  const identity = [{ Version: '2012-10-17', Statement: { Effect: 'Allow' as const, Action: 'identitystore:DescribeUser', Resource } }]
  const service = offeredServices().find(({ actionPrefix }) => actionPrefix === 'identitystore')
  const mayRead = async (UserId: string): Promise<boolean> => {
    const context = { ...stage.admin, caller: { ...stage.admin.caller, personId } }
    const input = { IdentityStoreId, UserId } as never
    const resources = (await service?.resources.DescribeUser?.(context, input)) ?? []
    const keys = (await service?.conditionKeys.DescribeUser?.(context, input)) ?? {}
    const decided = createAuthorize({ policiesOf: async () => ({ identity }) })(context, {
      action: 'identitystore:DescribeUser',
      resources,
      keys,
    })
    return decided.then(
      () => true,
      () => false,
    )
  }
  expect([await mayRead(personId), await mayRead('00000000-0000-4000-8000-000000000002')]).toEqual([true, false])
})

async function enterWith(policyArn: string): Promise<OperationContext> {
  const name = policyArn.split('/').at(-1) ?? ''
  const principalArn = `arn:aws:iam::${managementAccountId}:role/${name}`
  await ensureRole(stage.admin, { accountId: managementAccountId, name, trustPolicy: { Statement: [] }, managedPolicyArns: [policyArn] })
  const arn = `arn:aws:sts::${managementAccountId}:assumed-role/${name}/me`
  return { ...stage.admin, caller: { ...stage.admin.caller, type: 'assumed-role', arn, principalArn, userId: `AROA${name}:me` } }
}

/** As the pipeline asks (wire/pipeline.ts): the text of the refusal, undefined when there is none. */
async function refusalOf(context: OperationContext, { service, name, action }: (typeof operations)[number]): Promise<string | undefined> {
  const input = minimalInput(service.model, name) as never
  const resources = (await service.resources[name]?.(context, input)) ?? []
  const keys = (await service.conditionKeys[name]?.(context, input)) ?? {}
  const readResourceKeys = async () => service.resourceKeys?.(context, resources) ?? {}
  return authorize(context, { action, resources, keys, readResourceKeys }).then(
    () => undefined,
    (error) => {
      if (isFault(error)) return error.message
      throw error
    },
  )
}
