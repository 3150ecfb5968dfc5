import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Decision, decide, type PolicyDocument, type Question, type Statement } from './policy.ts'

const question: Question = {
  action: 'organizations:CreateAccount',
  resource: 'arn:aws:organizations::111122223333:account/o-1/1',
  keys: {
    'aws:principalaccount': ['111122223333'],
    'aws:sourceip': ['192.0.2.7'],
    'aws:requestedregion': ['us-east-1'],
    'aws:star': ['*'],
  },
}
const allow = (more: Partial<Statement>): Statement => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more })
const deny = (more: Partial<Statement>): Statement => ({ Effect: 'Deny', Action: '*', Resource: '*', ...more })

test.each<[string, Statement[], Decision]>([
  ['nothing allows by itself', [], 'implicit-deny'],
  ['an allow of everything allows', [allow({})], 'allowed'],
  ['actions are compared without regard to case', [allow({ Action: 'ORGANIZATIONS:createaccount' })], 'allowed'],
  ['a star stands for any characters', [allow({ Action: 'organizations:*' })], 'allowed'],
  ['a question mark stands for one', [allow({ Action: 'organizations:CreateAccoun?' })], 'allowed'],
  ['a question mark does not stand for none', [allow({ Action: 'organizations:CreateAccount?' })], 'implicit-deny'],
  ['another action is not allowed', [allow({ Action: ['organizations:List*', 'sso:*'] })], 'implicit-deny'],
  ['NotAction allows all others', [allow({ Action: undefined, NotAction: 'iam:*' })], 'allowed'],
  ['NotAction leaves out what it names', [allow({ Action: undefined, NotAction: 'organizations:*' })], 'implicit-deny'],
  ['resources are compared with regard to case', [allow({ Resource: 'ARN:aws:organizations::*' })], 'implicit-deny'],
  ['NotResource leaves out what it names', [allow({ Resource: undefined, NotResource: 'arn:aws:organizations:*' })], 'implicit-deny'],
  ['a deny beats an allow', [allow({}), deny({ Action: 'organizations:Create*' })], 'explicit-deny'],
  ['a deny of something else does not', [allow({}), deny({ Action: 'iam:*' })], 'allowed'],
  ['a variable takes the value of the request', [allow({ Resource: 'arn:aws:organizations::${aws:PrincipalAccount}:*' })], 'allowed'],
  ['a variable without a value matches nothing', [allow({ Resource: 'arn:aws:${aws:username}*' })], 'implicit-deny'],
  [
    'a condition that holds allows',
    [allow({ Condition: { IpAddress: { 'aws:SourceIp': ['198.51.100.0/24', '192.0.2.0/24'] } } })],
    'allowed',
  ],
  [
    'a condition that does not hold does not',
    [allow({ Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } })],
    'implicit-deny',
  ],
  [
    'all keys of a condition must hold',
    [allow({ Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1', 'aws:PrincipalAccount': '1' } } })],
    'implicit-deny',
  ],
  [
    'a key that is absent does not equal',
    [allow({ Condition: { StringEquals: { 'aws:MultiFactorAuthPresent': 'true' } } })],
    'implicit-deny',
  ],
  [
    'a key that is absent holds with IfExists',
    [allow({ Condition: { StringEqualsIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } })],
    'allowed',
  ],
  ['a key that is absent is null', [allow({ Condition: { Null: { 'aws:MultiFactorAuthPresent': true } } })], 'allowed'],
  [
    'a negated operator holds for an absent key',
    [allow({ Condition: { StringNotEquals: { 'aws:MultiFactorAuthPresent': 'true' } } })],
    'allowed',
  ],
  [
    'an unknown operator does not allow',
    [allow({ Condition: { StringSimilar: { 'aws:RequestedRegion': 'us-east-1' } } })],
    'implicit-deny',
  ],
  [
    'an unknown operator does deny',
    [allow({}), deny({ Condition: { StringSimilar: { 'aws:RequestedRegion': 'eu-west-1' } } })],
    'explicit-deny',
  ],
  [
    'a name with a star in it stands for no other in a resource',
    [allow({ Resource: 'arn:aws:organizations::${aws:star}:*' })],
    'implicit-deny',
  ],
  ['a statement without any action matches nothing', [allow({ Action: undefined })], 'implicit-deny'],
])('%s', (_, statements, decision) => {
  expect(decide([{ Version: '2012-10-17', Statement: statements }], question)).toBe(decision)
})

const word = fc.constantFrom('organizations:CreateAccount', 'organizations:*', 'iam:*', '*', 'organizations:List*')
const anyStatement: fc.Arbitrary<Statement> = fc.record({
  Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
  Action: word,
  Resource: fc.constant('*'),
})
const anyPolicies: fc.Arbitrary<PolicyDocument[]> = fc.array(fc.record({ Statement: fc.array(anyStatement, { maxLength: 4 }) }), {
  maxLength: 4,
})

test('adding a deny never allows more', () => {
  fc.assert(
    fc.property(anyPolicies, word, (policies, action) => {
      const more = decide([...policies, { Statement: deny({ Action: action }) }], question)
      return more !== 'allowed' || decide(policies, question) === 'allowed'
    }),
  )
})

test('the order of policies and of their statements never matters', () => {
  fc.assert(
    fc.property(anyPolicies, (policies) => {
      const turned = policies.toReversed().map(({ Statement }) => ({ Statement: [Statement].flat().toReversed() as Statement[] }))
      return decide(turned, question) === decide(policies, question)
    }),
  )
})
