import pino from 'pino'
import { expect, test } from 'vitest'
import { SystemClock } from '../clock.ts'
import type { Caller } from './caller.ts'
import { accountOf, requestKeys, requestTagKeys, resourceKeys } from './condition-keys.ts'
import type { OperationContext } from './context.ts'
import { paceTable } from './pace.ts'

const session: Caller = {
  type: 'assumed-role',
  accountId: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/Reader/ada',
  principalArn: 'arn:aws:iam::111122223333:role/Reader',
  userId: 'AROAEXAMPLE:ada',
  accessKeyId: 'ASIAEXAMPLE',
  sourceIp: '::ffff:192.0.2.7',
  userAgent: 'aws-cli/2',
  sessionTags: { Team: 'blue' },
  sourceIdentity: 'ada',
  tokenIssuedAt: '2026-11-23T12:00:00.000Z',
}
const userArn = 'arn:aws:iam::111122223333:user/team/grace'
const user: Caller = {
  ...{ type: 'iam-user', accountId: '111122223333', arn: userArn, principalArn: userArn, userId: 'AIDAEXAMPLE' },
  ...{ accessKeyId: 'AKIAEXAMPLE', sourceIp: '2001:db8::1' },
}

function keysOf(caller: Caller, action = 'sso:ListInstances', startUrl = 'http://127.0.0.1:4500/start') {
  const context: OperationContext = {
    requestId: 'r',
    caller,
    region: 'eu-west-1',
    clock: new SystemClock(),
    log: pino({ level: 'silent' }),
    db: undefined as never,
    pace: paceTable.instant,
    settings: { parity: false, homeRegion: 'eu-west-1', startUrl },
    announce: async () => {},
  }
  const place = { organizationId: 'o-1', managementAccountId: '999988887777', path: 'o-1/r-1/ou-1/' }
  return requestKeys(context, action, place)
}

test('a session is known by its role, its organization, its tags and where it came from', () => {
  expect(keysOf(session)).toMatchObject({
    'aws:principalarn': [session.principalArn],
    'aws:principalaccount': ['111122223333'],
    'aws:principaltype': ['AssumedRole'],
    'aws:principalisawsservice': ['false'],
    'aws:principalorgid': ['o-1'],
    'aws:principalorgpaths': ['o-1/r-1/ou-1/'],
    'aws:principalorgmasteraccountid': ['999988887777'],
    'aws:principaltag/team': ['blue'],
    'aws:userid': ['AROAEXAMPLE:ada'],
    'aws:sourceidentity': ['ada'],
    'aws:tokenissuetime': ['2026-11-23T12:00:00.000Z'],
    'aws:multifactorauthpresent': ['false'],
    'aws:requestedregion': ['eu-west-1'],
    'aws:sourceip': ['192.0.2.7'],
    'aws:useragent': ['aws-cli/2'],
    'aws:securetransport': ['false'],
    'aws:viaawsservice': ['false'],
    'aws:currenttime': [expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)],
    'aws:epochtime': [expect.stringMatching(/^\d{10}$/)],
  })
  expect(keysOf(session)).not.toHaveProperty(['aws:username'])
})

test('a user has a name, and long-term keys say nothing about MFA or when they were issued', () => {
  const keys = keysOf(user)
  expect(keys).toMatchObject({ 'aws:username': ['grace'], 'aws:principaltype': ['User'], 'aws:sourceip': ['2001:db8::1'] })
  for (const absent of ['aws:multifactorauthpresent', 'aws:tokenissuetime', 'aws:sourceidentity', 'aws:useragent'])
    expect(keys).not.toHaveProperty([absent])
})

test('services that are everywhere answer in us-east-1', () => {
  for (const action of ['organizations:ListRoots', 'iam:GetRole', 'account:GetContactInformation'])
    expect(keysOf(user, action)['aws:requestedregion']).toEqual(['us-east-1'])
})

test('the transport is secure where the installation’s address says so', () => {
  expect(keysOf(user, 'sts:AssumeRole', 'https://vend.example.com/start')['aws:securetransport']).toEqual(['true'])
})

test('a resource is known by its owner, which its ARN names', () => {
  expect(accountOf('arn:aws:catalog:us-east-1:111122223333:product/prod-1')).toBe('111122223333')
  for (const arn of ['*', 'arn:aws:sso:::permissionSet/ssoins-1/ps-1', 'arn:aws:iam::aws:policy/X']) expect(accountOf(arn)).toBeUndefined()
  expect(resourceKeys('111122223333', undefined)).toEqual({ 'aws:resourceaccount': ['111122223333'] })
})

test.each<[object, object]>([
  [{ Tags: [{ Key: 'Team', Value: 'blue' }] }, { 'aws:requesttag/team': ['blue'], 'aws:tagkeys': ['Team'] }],
  [{ tags: { team: 'blue' } }, { 'aws:requesttag/team': ['blue'], 'aws:tagkeys': ['team'] }],
  [{ TagKeys: ['team', 'cost'] }, { 'aws:tagkeys': ['team', 'cost'] }],
  [{ tagKeys: ['team'] }, { 'aws:tagkeys': ['team'] }],
  [{ Tags: [{ Key: 'team' }] }, { 'aws:requesttag/team': [''], 'aws:tagkeys': ['team'] }],
  [{ Tags: [null, 7, { Key: 7 }], TagKeys: [7] }, {}],
  [{ Name: 'x' }, {}],
])('%j brings %j', (input, keys) => {
  expect(requestTagKeys(input)).toEqual(keys)
})
