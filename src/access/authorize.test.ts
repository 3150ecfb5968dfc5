import pino from 'pino'
import { expect, test } from 'vitest'
import { SystemClock } from '../clock.ts'
import { createAuthorize } from './authorize.ts'
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

function ask(policies: PolicyDocument[], changes: Partial<Caller> = {}, question: object = {}): Promise<void> {
  const context: OperationContext = {
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
