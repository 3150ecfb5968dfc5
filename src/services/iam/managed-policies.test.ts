import { expect, test } from 'vitest'
import { issueTemporaryCredentials } from '../../access/credentials.ts'
import { decide, statementsOf } from '../../access/policy.ts'
import { readPolicyDocument } from '../../access/policy-document.ts'
import { documentedPolicyArns, managedPolicy, managedPolicyArns } from './managed-policies.ts'

const allows = (name: string, action: string, keys = {}) => {
  const document = managedPolicy(`arn:aws:iam::aws:policy/${name}`)
  return document !== undefined && decide([document], { action, resource: '*', keys }) === 'allowed'
}

test('a policy is found by the path and name that AWS gives it, and by no other', () => {
  expect(managedPolicy('arn:aws:iam::aws:policy/job-function/ViewOnlyAccess')).toBeDefined()
  for (const arn of ['ViewOnlyAccess', 'job-function/ReadOnlyAccess', 'service-role/ReadOnlyAccess', 'constructor', '']) {
    expect([arn, managedPolicy(`arn:aws:iam::aws:policy/${arn}`)]).toEqual([arn, undefined])
  }
})

test('every policy that AWS publishes is known by its name, and says nothing here when its document is not kept', () => {
  expect(managedPolicyArns.length).toBeGreaterThan(1_500)
  for (const name of ['AmazonEC2FullAccess', 'service-role/AWSLambdaBasicExecutionRole', 'aws-service-role/AWSSupportServiceRolePolicy'])
    expect(managedPolicy(`arn:aws:iam::aws:policy/${name}`)).toEqual({ Version: '2012-10-17', Statement: [] })
  expect(allows('AmazonEC2FullAccess', 'iam:ListRoles')).toBe(false)
})

test.each(documentedPolicyArns)('%s is a policy as the evaluator takes them, of services that AWS or we have', (arn) => {
  const document = readPolicyDocument(JSON.stringify(managedPolicy(arn)))
  if (document instanceof Error) throw document
  const actions = statementsOf(document).flatMap(({ Action = [], NotAction = [] }) => [Action, NotAction].flat())
  const services = new Set(actions.map((action) => action.split(':')[0] ?? ''))
  const known = ['*', 'account', 'account-factory', 'cloudtrail', 'iam', 'identitystore', 'organizations', 'servicecatalog', 'sso', 'sts']
  expect([...services].filter((service) => !known.includes(service))).toEqual([])
})

test('the administrator of IAM Identity Center appoints delegates for it, and for nothing else', () => {
  const action = 'organizations:RegisterDelegatedAdministrator'
  expect(allows('AWSSSOMasterAccountAdministrator', action, { 'organizations:serviceprincipal': ['sso.amazonaws.com'] })).toBe(true)
  expect(allows('AWSSSOMasterAccountAdministrator', action, { 'organizations:serviceprincipal': ['account.amazonaws.com'] })).toBe(false)
  expect(allows('AWSSSOMasterAccountAdministrator', action)).toBe(false)
})

test('ten of the largest fit the token of a session, and that a header', () => {
  const largest = documentedPolicyArns.map((arn) => JSON.stringify(managedPolicy(arn))).toSorted((one, other) => other.length - one.length)
  const principal = { type: 'assumed-role' as const, accountId: '111122223333', arn: 'a', principalArn: 'a', userId: 'a' }
  const session = { ...principal, sessionPolicies: largest.slice(0, 10) }
  // Node refuses headers of more than 16 KiB together.
  expect(issueTemporaryCredentials(Buffer.alloc(32), session, new Date()).sessionToken.length).toBeLessThan(8_000)
})
