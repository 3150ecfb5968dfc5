import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Authorize, createAuthorize } from '../../src/access/authorize.ts'
import type { Caller } from '../../src/access/caller.ts'
import type { OperationContext } from '../../src/access/context.ts'
import { createCredentialFinder } from '../../src/access/credentials.ts'
import { ensureRole, policiesOf } from '../../src/services/iam/index.ts'
import { createSts, trustPoliciesOf } from '../../src/services/sts/index.ts'
import type { AssumeRoleRequest, AssumeRoleResponse } from '../../src/wire/models/sts.ts'
import { createAccount, createOrganization, createStage, given, managementAccountId, type Stage } from './organizations-stage.ts'

// Sessions with tags and a source identity, from role to role, decided by the roles' own policies.

const secretKey = Buffer.alloc(32, 3)
const everything = { identity: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] } as const
let stage: Stage
let authorize: Authorize
let sts: ReturnType<typeof createSts>
let memberAccountId: string

beforeAll(async () => {
  stage = await createStage()
  await createOrganization(stage)
  memberAccountId = await createAccount(stage.admin, 'member')
  authorize = createAuthorize({
    // The stage's administrator is a user without a row.
    policiesOf: async (context, arn) => (arn === stage.admin.caller.arn ? everything : policiesOf(context, arn)),
    resourcePoliciesOf: trustPoliciesOf,
  })
  sts = createSts({ secretKey, authorize })
})
afterAll(() => stage.close())

const arnOf = (name: string, accountId = managementAccountId) => `arn:aws:iam::${accountId}:role/${name}`
const trust = (Action: string | string[], more: object = {}) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: managementAccountId }, Action, ...more },
})
const statement = (Action: string | string[], more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*', ...more } })
const both = ['sts:AssumeRole', 'sts:TagSession']
const tags = (values: Record<string, string>) => Object.entries(values).map(([Key, Value]) => ({ Key, Value }))

const role = (name: string, trustPolicy: object, inline = statement('sts:*'), accountId = managementAccountId) =>
  ensureRole(stage.admin, { accountId, name, trustPolicy, inlinePolicies: { inline } })

/** As the pipeline calls it: the rights first. */
async function assume(RoleArn: string, input: Partial<AssumeRoleRequest> = {}, context = stage.admin): Promise<AssumeRoleResponse> {
  const request = { RoleArn, RoleSessionName: 'me', ...input } as never
  const keys = (await sts.conditionKeys.AssumeRole?.(context, request)) ?? {}
  await authorize(context, { action: 'sts:AssumeRole', resources: [RoleArn], keys })
  return sts.operations.AssumeRole?.(context, request) as Promise<AssumeRoleResponse>
}

/** The context of whoever holds the credentials. */
async function as({ Credentials }: AssumeRoleResponse): Promise<OperationContext> {
  const { AccessKeyId, SessionToken } = given(Credentials)
  const found = await createCredentialFinder({ db: stage.admin.db, secretKey, clock: stage.clock })(AccessKeyId, SessionToken)
  if (typeof found === 'string') throw new Error(found)
  return { ...stage.admin, caller: { ...found.principal, sourceIp: '127.0.0.1' } }
}

const callerOf = async (answer: AssumeRoleResponse): Promise<Caller> => (await as(answer)).caller

test('a session’s tags are its principal’s tags in every policy', async () => {
  const own = { StringEquals: { 'aws:PrincipalTag/team': 'blue' } }
  await role('tagged', trust(both), statement('sso:*', { Condition: own }))
  const ask = async (team: string) => authorize(await as(await assume(arnOf('tagged'), { Tags: tags({ team }) })), question)
  const question = { action: 'sso:ListInstances', resources: ['*'] }
  await expect(ask('blue')).resolves.toBeUndefined()
  await expect(ask('red')).rejects.toMatchObject({ code: 'AccessDeniedException' })
  await expect(authorize(await as(await assume(arnOf('tagged'))), question)).rejects.toMatchObject({ code: 'AccessDeniedException' })
})

test('a trust policy decides which tags and which source identity it takes', async () => {
  const values = { StringEquals: { 'aws:RequestTag/team': ['blue', 'red'] }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }
  await role('picky', {
    Version: '2012-10-17',
    Statement: [
      trust('sts:AssumeRole').Statement,
      { ...trust('sts:TagSession').Statement, Condition: values },
      { ...trust('sts:SetSourceIdentity').Statement, Condition: { StringLike: { 'sts:SourceIdentity': 'a*' } } },
    ],
  })
  const denied = (action: string) => ({
    code: 'AccessDeniedException',
    message: expect.stringContaining(`not authorized to perform: ${action} on`),
  })
  await expect(assume(arnOf('picky'), { Tags: tags({ team: 'blue' }), SourceIdentity: 'ada' })).resolves.toMatchObject({
    SourceIdentity: 'ada',
  })
  await expect(assume(arnOf('picky'), { Tags: tags({ team: 'green' }) })).rejects.toMatchObject(denied('sts:TagSession'))
  await expect(assume(arnOf('picky'), { Tags: tags({ team: 'blue', cost: '1' }) })).rejects.toMatchObject(denied('sts:TagSession'))
  await expect(assume(arnOf('picky'), { SourceIdentity: 'bob' })).rejects.toMatchObject(denied('sts:SetSourceIdentity'))
})

test('across accounts the caller’s own policies have to allow the tags too', async () => {
  await role('hub', trust('sts:AssumeRole'), statement('sts:AssumeRole'))
  await role('spoke', trust(both), statement('*'), memberAccountId)
  const hub = await as(await assume(arnOf('hub')))
  const spoke = arnOf('spoke', memberAccountId)
  await expect(assume(spoke, {}, hub)).resolves.toBeDefined()
  await expect(assume(spoke, { Tags: tags({ team: 'blue' }) }, hub)).rejects.toMatchObject({
    message: expect.stringMatching(/ because no identity-based policy allows the sts:TagSession action$/),
  })
})

test('a role of the same account that trusts the caller by name asks for nothing else', async () => {
  await role('caller', trust('sts:AssumeRole'), statement('sso:*'))
  await role('friend', { ...trust('sts:AssumeRole', { Principal: { AWS: arnOf('caller') } }) })
  await role('acquaintance', trust('sts:AssumeRole'))
  const caller = await as(await assume(arnOf('caller')))
  await expect(assume(arnOf('friend'), {}, caller)).resolves.toBeDefined()
  await expect(assume(arnOf('acquaintance'), {}, caller)).rejects.toMatchObject({
    message: expect.stringMatching(/ because no identity-based policy allows the sts:AssumeRole action$/),
  })
})

test('transitive tags and the source identity go from role to role, and need to be taken there', async () => {
  const all = [...both, 'sts:SetSourceIdentity']
  await role('first', trust(all))
  await role('second', trust(all))
  await role('closed', trust('sts:AssumeRole'))
  const input = { Tags: tags({ team: 'blue', cost: '1' }), TransitiveTagKeys: ['team'], SourceIdentity: 'ada' }
  const first = await as(await assume(arnOf('first'), input))
  expect(first.caller).toMatchObject({ sessionTags: { team: 'blue', cost: '1' }, transitiveTagKeys: ['team'], sourceIdentity: 'ada' })
  const second = await assume(arnOf('second'), {}, first)
  expect(second.SourceIdentity).toBe('ada')
  expect(await callerOf(second)).toMatchObject({ sessionTags: { team: 'blue' }, transitiveTagKeys: ['team'], sourceIdentity: 'ada' })
  expect((await callerOf(second)).sessionTags).not.toHaveProperty('cost')
  await expect(assume(arnOf('closed'), {}, first)).rejects.toMatchObject({ message: expect.stringContaining('sts:TagSession') })
  await expect(assume(arnOf('second'), { Tags: tags({ Team: 'red' }) }, first)).rejects.toMatchObject({ code: 'ValidationError' })
  await expect(assume(arnOf('second'), { SourceIdentity: 'bob' }, first)).rejects.toMatchObject({ code: 'ValidationError' })
})

test('credentials tell when they were made', async () => {
  await role('timed', trust('sts:AssumeRole'))
  const { tokenIssuedAt } = await callerOf(await assume(arnOf('timed')))
  expect(Math.abs(Date.parse(given(tokenIssuedAt)) - stage.clock.now().getTime())).toBeLessThan(60_000)
})

test('tags share the space of session policies', async () => {
  await role('packed', trust(both))
  const answer = await assume(arnOf('packed'), { Tags: tags({ team: 'x'.repeat(200) }) })
  expect(answer.PackedPolicySize).toBe(10)
  const large = tags(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`k${index}`, 'x'.repeat(256)])))
  await expect(assume(arnOf('packed'), { Tags: large })).rejects.toMatchObject({ code: 'PackedPolicyTooLarge' })
})

test('who federates with tags needs to be allowed to tag, and AWS’s keys are for nobody', async () => {
  const federate = (Tags: object[], may: string) => {
    const identity = [JSON.parse(statement(may))]
    const { operations } = createSts({
      secretKey,
      authorize: createAuthorize({ policiesOf: async () => ({ identity }), resourcePoliciesOf: trustPoliciesOf }),
    })
    return operations.GetFederationToken?.(stage.admin, { Name: 'grace', Tags } as never) as Promise<AssumeRoleResponse>
  }
  const { Credentials } = await federate(tags({ team: 'blue' }), 'sts:TagSession')
  expect(await callerOf({ Credentials: given(Credentials) })).toMatchObject({ type: 'federated-user', sessionTags: { team: 'blue' } })
  await expect(federate(tags({ team: 'blue' }), 'sts:GetFederationToken')).rejects.toMatchObject({
    message: expect.stringMatching(/federated-user\/grace because no identity-based policy allows the sts:TagSession action$/),
  })
  await expect(federate(tags({ team: 'blue', Team: 'red' }), 'sts:*')).rejects.toMatchObject({ code: 'ValidationError' })
  await expect(federate(tags({ 'aws:team': 'blue' }), 'sts:*')).rejects.toMatchObject({ code: 'ValidationError' })
})
