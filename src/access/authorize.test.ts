import pino from 'pino'
import { expect, test } from 'vitest'
import { SystemClock } from '../clock.ts'
import { type AccessQuestion, createAuthorize, type PolicySources } from './authorize.ts'
import type { Caller } from './caller.ts'
import type { OperationContext } from './context.ts'
import { paceTable } from './pace.ts'
import type { PolicyDocument } from './policy.ts'

const role: Caller = {
  type: 'assumed-role',
  accountId: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/Reader/ada',
  principalArn: 'arn:aws:iam::111122223333:role/Reader',
  userId: 'AROAEXAMPLE:ada',
  accessKeyId: 'ASIAEXAMPLE',
  sourceIp: '192.0.2.7',
}

const statement = (Effect: 'Allow' | 'Deny', Action: string, more: object = {}): PolicyDocument => ({
  Statement: { Effect, Action, Resource: '*', ...more },
})

function contextOf(changes: Partial<Caller> = {}): OperationContext {
  return {
    requestId: 'r',
    caller: { ...role, ...changes },
    region: 'us-east-1',
    clock: new SystemClock(),
    log: pino({ level: 'silent' }),
    db: { isTransaction: false } as never,
    pace: paceTable.instant,
    settings: { parity: false, homeRegion: 'us-east-1', startUrl: '' },
    announce: async () => {},
  }
}

function ask(policies: PolicyDocument[], changes: Partial<Caller> = {}, question: object = {}): Promise<void> {
  const context = contextOf(changes)
  const authorize = createAuthorize({
    policiesOf: async (_, arn) => ({ identity: arn === context.caller.principalArn ? policies : [] }),
  })
  return authorize(context, { action: 'sso:ListInstances', resources: ['*'], ...question })
}

const sentence = 'User: arn:aws:sts::111122223333:assumed-role/Reader/ada is not authorized to perform: sso:ListInstances on resource: *'
const denied = (reason: string) => ({ code: 'AccessDeniedException', message: `${sentence} ${reason}` })
const session = (...policies: PolicyDocument[]) => ({ sessionPolicies: policies.map((policy) => JSON.stringify(policy)) })

test('a caller whom a policy allows goes on; one whom none allows is told so', async () => {
  await expect(ask([statement('Allow', 'sso:*')])).resolves.toBeUndefined()
  await expect(ask([])).rejects.toMatchObject(denied('because no identity-based policy allows the sso:ListInstances action'))
})

test('an explicit deny is told apart', async () => {
  await expect(ask([statement('Allow', '*'), statement('Deny', 'sso:List*')])).rejects.toMatchObject(
    denied('with an explicit deny in an identity-based policy'),
  )
})

test('a session policy narrows and never widens', async () => {
  const all = statement('Allow', '*')
  await expect(ask([all], session(statement('Allow', 'sso:*')))).resolves.toBeUndefined()
  await expect(ask([all], session(statement('Allow', 'sts:*')))).rejects.toMatchObject(
    denied('because no session policy allows the sso:ListInstances action'),
  )
  await expect(ask([all], session(all, statement('Deny', 'sso:*')))).rejects.toMatchObject(
    denied('with an explicit deny in a session policy'),
  )
  await expect(ask([], session(all))).rejects.toMatchObject(denied('because no identity-based policy allows the sso:ListInstances action'))
  await expect(ask([all], { sessionPolicies: [] })).rejects.toMatchObject({ code: 'AccessDeniedException' })
})

test('every resource that a call names must be allowed, and a call that names none is about all', async () => {
  const one = statement('Allow', '*', { Resource: 'arn:one' })
  await expect(ask([one], {}, { resources: ['arn:one'] })).resolves.toBeUndefined()
  await expect(ask([one], {}, { resources: ['arn:one', 'arn:two'] })).rejects.toMatchObject({
    message: expect.stringContaining('on resource: arn:two'),
  })
  await expect(ask([one], {}, { resources: [] })).rejects.toMatchObject({ message: expect.stringContaining('on resource: *') })
})

test('conditions see the keys of the call beside those of every request', async () => {
  const own = statement('Allow', '*', { Condition: { StringEquals: { 'servicecatalog:userLevel': 'self' } } })
  await expect(ask([own], {}, { keys: { 'servicecatalog:userlevel': ['self'] } })).resolves.toBeUndefined()
  await expect(ask([own])).rejects.toMatchObject({ code: 'AccessDeniedException' })
  const here = statement('Allow', '*', {
    Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' }, StringEquals: { 'aws:PrincipalType': 'AssumedRole' } },
  })
  await expect(ask([here])).resolves.toBeUndefined()
  await expect(ask([here], { sourceIp: '203.0.113.1' })).rejects.toMatchObject({ code: 'AccessDeniedException' })
  const named = statement('Allow', '*', { Condition: { StringEquals: { 'aws:username': 'grace' } } })
  const user = {
    type: 'iam-user',
    principalArn: 'arn:aws:iam::111122223333:user/team/grace',
    arn: 'arn:aws:iam::111122223333:user/team/grace',
  }
  await expect(ask([named], user as Partial<Caller>)).resolves.toBeUndefined()
  await expect(ask([named])).rejects.toMatchObject({ code: 'AccessDeniedException' })
})

test('parts of this server ask nobody', async () => {
  await expect(ask([statement('Deny', '*')], { type: 'service' })).resolves.toBeUndefined()
})

const memberAccountId = '444455556666'
const allowAll: PolicyDocument = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }
const denyAll: PolicyDocument = { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: '*', Resource: '*' } }
const denyEverybody: PolicyDocument = { Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } }

/** Asks to assume a role of another account, unless another question is given, of an authorizer with further sources. */
async function askWith(sources: Partial<PolicySources>, changes: Partial<Caller> = {}, question: Partial<AccessQuestion> = {}) {
  const context = contextOf(changes)
  const authorize = createAuthorize({ policiesOf: async () => ({ identity: [allowAll] }), ...sources })
  await authorize(context, { action: 'sts:AssumeRole', resources: [targetRole], ...question })
}
const targetRole = `arn:aws:iam::${memberAccountId}:role/Target`
const trusting = {
  resourcePoliciesOf: async () => [{ Statement: { Effect: 'Allow', Principal: { AWS: role.accountId }, Action: '*' } } as const],
}

test('service control policies are those of the caller’s account, resource control policies those of the resource’s', async () => {
  const bound = { serviceControl: [[denyAll]], resourceControl: [[denyEverybody]] }
  const binding = (accountId: string) => ({
    ...trusting,
    controlPoliciesOf: async (_: unknown, asked: string) => (asked === accountId ? bound : undefined),
  })
  await expect(askWith(trusting)).resolves.toBeUndefined()
  await expect(askWith(binding('111122223333'))).rejects.toThrow('with an explicit deny in a service control policy')
  await expect(askWith(binding(memberAccountId))).rejects.toThrow('with an explicit deny in a resource control policy')
  const elsewhere = { action: 'sso:ListInstances', resources: ['*'] }
  await expect(askWith(binding('111122223333'), {}, elsewhere)).rejects.toThrow('in a service control policy')
  const catalog = { action: 'servicecatalog:DescribeProduct', resources: [`arn:aws:catalog:us-east-1:${memberAccountId}:product/prod-1`] }
  await expect(askWith({ ...binding(memberAccountId), resourcePoliciesOf: async () => undefined }, {}, catalog)).resolves.toBeUndefined()
})

test('control policies do not bind a role that a service made for itself', async () => {
  const bound = { controlPoliciesOf: async () => ({ serviceControl: [[denyAll]], resourceControl: [[denyEverybody]] }) }
  const principalArn = 'arn:aws:iam::111122223333:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO'
  await expect(askWith({ ...trusting, ...bound }, { principalArn })).resolves.toBeUndefined()
})

test('a boundary is asked, and named', async () => {
  const boundary = [statement('Allow', 'sso:*')]
  await expect(askWith({ ...trusting, policiesOf: async () => ({ identity: [allowAll], boundary }) })).rejects.toThrow(
    'because no permissions boundary allows the sts:AssumeRole action',
  )
})

test('why a role does not open is not told, that the caller’s own policies do not allow it is', async () => {
  const sentence = `User: ${role.arn} is not authorized to perform: sts:AssumeRole on resource: ${targetRole}`
  await expect(askWith({})).rejects.toMatchObject({ message: sentence })
  await expect(askWith({ resourcePoliciesOf: async () => [] })).rejects.toMatchObject({ message: sentence })
  await expect(askWith({ resourcePoliciesOf: async () => [denyEverybody] })).rejects.toMatchObject({ message: sentence })
  for (const sources of [trusting, { resourcePoliciesOf: async () => [] }]) {
    await expect(askWith({ ...sources, policiesOf: async () => ({ identity: [] }) })).rejects.toMatchObject({
      message: `${sentence} because no identity-based policy allows the sts:AssumeRole action`,
    })
  }
})

test('an organization is looked up once a second for each account', async () => {
  const asked: string[] = []
  const organizationOf = async (_: unknown, accountId: string) => {
    asked.push(accountId)
    return { organizationId: 'o-1', managementAccountId: '1', path: 'o-1/r-1/' }
  }
  const authorize = createAuthorize({ policiesOf: async () => ({ identity: [allowAll] }), organizationOf })
  const context = contextOf()
  const question = {
    action: 'sso:ListInstances',
    resources: ['*', `arn:aws:sso:::${1}`, `arn:aws:organizations::${memberAccountId}:account/o-1/1`],
  }
  await authorize(context, question)
  await authorize(context, question)
  expect(asked).toEqual(['111122223333', memberAccountId])
})
