import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAuthorize } from '../../src/access/authorize.ts'
import type { Caller } from '../../src/access/caller.ts'
import { createCredentialFinder } from '../../src/access/credentials.ts'
import { ensureRole } from '../../src/services/iam/index.ts'
import { createSts, trustPoliciesOf } from '../../src/services/sts/index.ts'
import type { AssumeRoleRequest, AssumeRoleResponse, GetCallerIdentityResponse } from '../../src/wire/models/sts.ts'
import {
  createOrganization,
  createStage,
  given,
  managementAccountId,
  organizations,
  outsiderAccountId,
  type Stage,
} from './organizations-stage.ts'

const secretKey = Buffer.alloc(32, 3)
/** Callers may do everything that their own account can allow. */
const authorize = createAuthorize({
  policiesOf: async () => ({ identity: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] }),
  resourcePoliciesOf: trustPoliciesOf,
})
const { operations, resources, conditionKeys } = createSts({ secretKey, authorize })
const createAccountMs = 180_000
let stage: Stage

beforeAll(async () => {
  stage = await createStage({ 'create-account': createAccountMs })
  await createOrganization(stage)
})
afterAll(() => stage.close())

const arnOf = (name: string, accountId = managementAccountId) => `arn:aws:iam::${accountId}:role/${name}`
const trust = (AWS: unknown, more: object = {}) => ({
  Statement: { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...more },
})
const role = (name: string, trustPolicy: object, more: object = {}) =>
  ensureRole(stage.admin, { accountId: managementAccountId, name, trustPolicy, ...more })

/** As the pipeline calls it: the rights first. */
async function assume(name: string, input: Partial<AssumeRoleRequest> = {}, caller: Partial<Caller> = {}): Promise<AssumeRoleResponse> {
  const context = { ...stage.admin, caller: { ...stage.admin.caller, ...caller } }
  const request: AssumeRoleRequest = { RoleArn: arnOf(name), RoleSessionName: 'me', ...input }
  const keys = (await conditionKeys.AssumeRole?.(context, request as never)) ?? {}
  const named = (await resources.AssumeRole?.(context, request as never)) ?? []
  await authorize(context, { action: 'sts:AssumeRole', resources: named, keys })
  return operations.AssumeRole?.(context, request as never) as Promise<AssumeRoleResponse>
}

const denied = {
  code: 'AccessDeniedException',
  message: expect.stringMatching(/^User: \S+ is not authorized to perform: sts:AssumeRole on resource: \S+$/),
}

test('GetCallerIdentity names the session, the account and the unique id', async () => {
  const answer = (await operations.GetCallerIdentity?.(stage.admin, {} as never)) as GetCallerIdentityResponse
  const { userId, arn } = stage.admin.caller
  expect(answer).toEqual({ UserId: userId, Account: managementAccountId, Arn: arn })
})

test('a role is assumed by whom its trust policy names: account, principal or session, and by nobody else', async () => {
  const { arn } = stage.admin.caller
  const session = 'arn:aws:sts::111111111111:assumed-role/X/ada'
  const asSession: Partial<Caller> = { type: 'assumed-role', arn: session, principalArn: arnOf('X') }
  await role('by-root', trust(`arn:aws:iam::${managementAccountId}:root`))
  await role('by-id', trust([outsiderAccountId, managementAccountId]))
  await role('by-user', trust(arn))
  await role('by-session', trust(session))
  await role('by-other', trust(`arn:aws:iam::${outsiderAccountId}:root`))
  await role('by-federation', { Statement: { Effect: 'Allow', Principal: { Federated: '*' }, Action: 'sts:AssumeRole' } })
  await role('by-nobody', { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole' } })
  for (const name of ['by-root', 'by-id', 'by-user']) await expect(assume(name), name).resolves.toBeDefined()
  await expect(assume('by-session', {}, asSession)).resolves.toBeDefined()
  await expect(assume('by-root', {}, asSession)).resolves.toBeDefined()
  for (const name of ['by-session', 'by-other', 'by-federation', 'by-nobody'])
    await expect(assume(name), name).rejects.toMatchObject(denied)
  await expect(assume('by-user', {}, asSession)).rejects.toMatchObject(denied)
})

test('a trust policy’s deny, action and conditions count', async () => {
  const allow = trust('*').Statement
  await role('denied', { Statement: [allow, { ...allow, Effect: 'Deny' }] })
  await role('federated-only', { Statement: { ...allow, Action: 'sts:AssumeRoleWithSAML' } })
  await role('external', trust('*', { Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } }))
  await expect(assume('denied')).rejects.toMatchObject(denied)
  await expect(assume('federated-only')).rejects.toMatchObject(denied)
  await expect(assume('external')).rejects.toMatchObject(denied)
  await expect(assume('external', { ExternalId: 'wrong' })).rejects.toMatchObject(denied)
  await expect(assume('external', { ExternalId: 'secret' })).resolves.toBeDefined()
})

test('a role is named by its whole ARN', async () => {
  await role('pathed', trust('*'), { path: '/team/' })
  await expect(assume('', { RoleArn: arnOf('team/pathed') })).resolves.toBeDefined()
  await expect(assume('pathed')).rejects.toMatchObject(denied)
  await expect(assume('', { RoleArn: arnOf('other/pathed') })).rejects.toMatchObject(denied)
  for (const RoleArn of ['arn:aws:iam::1:role/pathed', 'arn:aws:iam::111111111111:user/pathed', 'pathed-pathed-pathed-pathed'])
    await expect(assume('', { RoleArn })).rejects.toMatchObject({ code: 'ValidationError', message: `${RoleArn} is invalid` })
})

test('credentials are those of the session, for as long as was asked', async () => {
  const { Statement } = trust('*', { Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] })
  await role('long', { Statement }, { maxSessionSeconds: 7200 })
  const { Credentials, AssumedRoleUser } = await assume('long', { DurationSeconds: 7200, SourceIdentity: 'ada' })
  const arn = `arn:aws:sts::${managementAccountId}:assumed-role/long/me`
  expect(AssumedRoleUser).toEqual({ Arn: arn, AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:me$/) })
  const find = createCredentialFinder({ db: stage.admin.db, secretKey, clock: stage.clock })
  const { AccessKeyId, SessionToken } = given(Credentials)
  expect(await find(AccessKeyId, SessionToken)).toMatchObject({ principal: { type: 'assumed-role', arn, principalArn: arnOf('long') } })
  stage.clock.advance(7_200_000)
  expect(await find(AccessKeyId, SessionToken)).toBe('expired')
})

test('no session is longer than its role allows, and none that was entered from another longer than an hour', async () => {
  await role('hours', trust('*'), { maxSessionSeconds: 43_200 })
  const chained: Partial<Caller> = { type: 'assumed-role' }
  await expect(assume('hours', { DurationSeconds: 43_200 })).resolves.toBeDefined()
  await expect(assume('hours', { DurationSeconds: 43_201 })).rejects.toMatchObject({ code: 'ValidationError' })
  await expect(assume('hours', { DurationSeconds: 3_600 }, chained)).resolves.toBeDefined()
  await expect(assume('hours', { DurationSeconds: 3_601 }, chained)).rejects.toMatchObject({
    code: 'ValidationError',
    message: expect.stringContaining('role chaining'),
  })
})

test('session policies travel in the session, each once', async () => {
  await role('narrow', trust('*'))
  const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
  const Policy = '{"Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}'
  const { Credentials, PackedPolicySize } = await assume('narrow', { Policy, PolicyArns: [{ arn }, { arn }] })
  const find = createCredentialFinder({ db: stage.admin.db, secretKey, clock: stage.clock })
  const found = await find(given(Credentials).AccessKeyId, given(Credentials).SessionToken)
  expect(found).toMatchObject({ principal: { sessionPolicies: [expect.stringContaining('identitystore:'), Policy] } })
  expect(PackedPolicySize).toBeGreaterThan(0)
  expect(await assume('narrow')).not.toHaveProperty('PackedPolicySize')
})

test('session policies that are too many, unknown or too large make no session', async () => {
  await role('strict', trust('*'))
  const arns = Array.from({ length: 11 }, () => ({ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }))
  await expect(assume('strict', { PolicyArns: arns })).rejects.toMatchObject({ code: 'ValidationError' })
  await expect(assume('strict', { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/NoSuch' }] })).rejects.toMatchObject({
    code: 'MalformedPolicyDocument',
  })
  const Policy = `{"Statement":{"Effect":"Allow","Action":"${'a'.repeat(2_048)}","Resource":"*"}}`
  await expect(assume('strict', { Policy })).rejects.toMatchObject({ code: 'PackedPolicyTooLarge' })
})

test('the role of an account that is still being made is no role yet', async () => {
  const { CreateAccountStatus } = await organizations.CreateAccount(stage.admin, { AccountName: 'young', Email: 'young@example.com' })
  stage.clock.advance(createAccountMs - 60_000)
  const { rows } = await sql<{ id: string }>`select id from organizations.accounts where email = 'young@example.com'`.execute(
    stage.admin.db,
  )
  const RoleArn = arnOf('OrganizationAccountAccessRole', given(rows[0]).id)
  await expect(assume('', { RoleArn })).rejects.toMatchObject(denied)
  stage.clock.advance(60_000)
  await expect(assume('', { RoleArn })).resolves.toBeDefined()
  expect(CreateAccountStatus?.State).toBe('IN_PROGRESS')
})
