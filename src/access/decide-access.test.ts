import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePolicy } from './compiled-policy.ts'
import { type AccessRequest, decideAccess, type Policies } from './decide-access.ts'
import { allow, asUser, deny, type EvaluationCase, everydayRequest, roleArn, sessionArn } from './evaluation-cases/case.ts'
import { conditions, holding } from './evaluation-cases/conditions.ts'
import { elements } from './evaluation-cases/elements.ts'
import { kinds } from './evaluation-cases/kinds.ts'
import { principals } from './evaluation-cases/principals.ts'
import { decide, type PolicyDocument, type Statement } from './policy.ts'

const cases: readonly EvaluationCase[] = [...elements, ...conditions, ...principals, ...kinds]

function answer(policies: Partial<Policies>, request: Partial<AccessRequest> = {}): string {
  const keys = request.keys ?? everydayRequest.keys
  const decided = decideAccess({ ...everydayRequest, ...request, keys }, { identity: [], ...policies })
  return decided.decision === 'allowed' ? 'allowed' : `${decided.decision} by ${decided.kind}`
}

test.each(cases)('$name: $expected', ({ policies, request, expected }) => {
  expect(answer(policies, request)).toBe(expected)
})

test('the cases cover every condition operator, holding and not holding', () => {
  const comparisons = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals']
  const operators = [
    ...['Equals', 'NotEquals', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase', 'Like', 'NotLike'].map((test) => `String${test}`),
    ...comparisons.flatMap((test) => [`Numeric${test}`, `Date${test}`]),
    ...['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike', 'Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'Null'],
  ]
  const covered = holding.flatMap(([holds, condition]) => {
    const [operator, ...others] = Object.keys(condition)
    return others.length === 0 ? [`${operator} ${holds}`] : []
  })
  const missing = operators.flatMap((operator) => [`${operator} true`, `${operator} false`]).filter((each) => !covered.includes(each))
  expect(missing).toEqual([])
})

test('no case stands there twice', () => {
  expect(cases.length).toBeGreaterThan(200)
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
})

// Whatever the policies are.

const action = fc.constantFrom('*', 'servicecatalog:*', 'servicecatalog:Provision*', 'iam:*', 'sts:AssumeRole')
const resource = fc.constantFrom('*', everydayRequest.resource, 'arn:aws:s3:::x', 'arn:aws:catalog:*:${aws:PrincipalAccount}:product/*')
const condition = fc.constantFrom<Statement['Condition']>(
  undefined,
  { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': 'blue' } },
  { 'ForAllValues:StringLike': { 'aws:TagKeys': ['co*'] } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': true } },
  { StringSimilar: { 'aws:PrincipalTag/team': 'blue' } },
)
const effect = fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const)
const identityStatement = fc
  .record({ Effect: effect, Action: action, Resource: resource, Condition: condition })
  .map(({ Condition, ...statement }): Statement => ({ ...statement, ...(Condition && { Condition }) }))
const principal = fc.constantFrom('*' as const, { AWS: roleArn }, { AWS: sessionArn }, { AWS: '111122223333' }, { AWS: '444455556666' })
const resourceStatement = fc.tuple(identityStatement, principal).map(([statement, Principal]): Statement => ({ ...statement, Principal }))
const documents = (statement: fc.Arbitrary<Statement>): fc.Arbitrary<PolicyDocument[]> =>
  fc.array(
    fc.array(statement, { maxLength: 3 }).map((Statement) => ({ Version: '2012-10-17', Statement })),
    { maxLength: 3 },
  )
const levels = (statement: fc.Arbitrary<Statement>) => fc.array(documents(statement), { maxLength: 3 })
const identityPolicies = documents(identityStatement)
const anyPolicies = fc.record(
  {
    identity: identityPolicies,
    boundary: identityPolicies,
    session: identityPolicies,
    serviceControl: levels(identityStatement),
    resourceControl: levels(resourceStatement),
    resource: documents(resourceStatement),
  },
  { requiredKeys: ['identity'] },
)
const anyRequest = fc.record({
  principal: fc.constantFrom(everydayRequest.principal, asUser),
  resourceAccountId: fc.constantFrom(undefined, '111122223333', '444455556666'),
  needsResourcePolicy: fc.boolean(),
})

/** Never allows what was not allowed before. */
const narrows = (change: (policies: Policies, more: PolicyDocument[]) => Policies, more: fc.Arbitrary<PolicyDocument[]>): void => {
  fc.assert(
    fc.property(anyPolicies, anyRequest, more, (policies, request, added) => {
      const after = answer(change(policies, added), request)
      return after !== 'allowed' || answer(policies, request) === 'allowed'
    }),
    { numRuns: 300 },
  )
}

test('a deny in any policy of any kind never allows more', () => {
  const denies = documents(identityStatement.map(({ Condition, Action = '*' }) => deny({ Action, ...(Condition && { Condition }) })))
  narrows((policies, more) => ({ ...policies, identity: [...policies.identity, ...more] }), denies)
  narrows((policies, more) => ({ ...policies, boundary: policies.boundary && [...policies.boundary, ...more] }), denies)
  narrows((policies, more) => ({ ...policies, session: policies.session && [...policies.session, ...more] }), denies)
  narrows((policies, more) => ({ ...policies, serviceControl: policies.serviceControl?.map((level) => [...level, ...more]) }), denies)
  const deniesSomebody = documents(fc.tuple(principal, action).map(([Principal, Action]) => deny({ Principal, Action })))
  narrows((policies, more) => ({ ...policies, resource: policies.resource && [...policies.resource, ...more] }), deniesSomebody)
  narrows(
    (policies, more) => ({ ...policies, resourceControl: policies.resourceControl?.map((level) => [...level, ...more]) }),
    deniesSomebody,
  )
})

test('a boundary, session policies or a level of control policies where there were none never allow more', () => {
  narrows((policies, boundary) => ({ ...policies, boundary: policies.boundary ?? boundary }), identityPolicies)
  narrows((policies, session) => ({ ...policies, session: policies.session ?? session }), identityPolicies)
  narrows((policies, level) => ({ ...policies, serviceControl: [...(policies.serviceControl ?? []), level] }), identityPolicies)
  narrows(
    (policies, level) => ({ ...policies, resourceControl: [...(policies.resourceControl ?? []), level] }),
    documents(resourceStatement),
  )
})

test('the order of statements, of policies and of levels never matters', () => {
  const turned = (list: readonly PolicyDocument[]): PolicyDocument[] =>
    list.toReversed().map((document) => ({ ...document, Statement: [document.Statement].flat().toReversed() }))
  const turnedLevels = (list: readonly (readonly PolicyDocument[])[] | undefined) => list?.map(turned).toReversed()
  fc.assert(
    fc.property(anyPolicies, anyRequest, (policies, request) => {
      const other: Policies = {
        identity: turned(policies.identity),
        boundary: policies.boundary && turned(policies.boundary),
        session: policies.session && turned(policies.session),
        serviceControl: turnedLevels(policies.serviceControl),
        resourceControl: turnedLevels(policies.resourceControl),
        resource: policies.resource && turned(policies.resource),
      }
      expect(answer(other, request)).toBe(answer(policies, request))
    }),
    { numRuns: 300 },
  )
})

/** JSON that looks like a policy in places. */
const nearly = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>('Allow', 'Deny', '*', '2012-10-17', '${aws:username}', '${', 7, true, null, '192.0.2.0/24', 'arn:aws:s3:::x'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...['Version', 'Statement', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal', 'Condition'],
        ...['AWS', 'StringLike', 'ForAnyValue:IpAddress', 'Null', 'aws:SourceIp', '__proto__', 'constructor', 'toString'],
      ),
      tie('value'),
      { maxKeys: 6 },
    ),
  ),
})).value

test('whatever JSON is given for a policy, reading and deciding never throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), nearly), (value) => {
      const document = JSON.parse(JSON.stringify(value)) as PolicyDocument
      for (const statement of [document, { Statement: document } as unknown as PolicyDocument])
        expect(answer({ identity: [statement], resource: [statement], boundary: [statement] })).toBeDefined()
    }),
    { numRuns: 1_000 },
  )
})

test('a policy that cannot be read never allows, by itself or beside others', () => {
  let unreadable = 0
  const dressed = fc.record({ Statement: fc.oneof(nearly, fc.record({ Effect: fc.constant('Allow'), Action: nearly, Resource: nearly })) })
  fc.assert(
    fc.property(dressed, anyPolicies, (value, policies) => {
      const document = value as unknown as PolicyDocument
      if (compilePolicy(document, 'identity').problem === undefined) return
      unreadable++
      expect(decide([document], everydayRequest)).not.toBe('allowed')
      const more = answer({ ...policies, identity: [...policies.identity, document] })
      if (more === 'allowed') expect(answer(policies)).toBe('allowed')
    }),
    { numRuns: 1_000 },
  )
  expect(unreadable).toBeGreaterThan(250)
  expect(decide([{ Statement: allow() }], everydayRequest)).toBe('allowed')
})
