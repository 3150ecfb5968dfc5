import type { Statement } from '../policy.ts'
import { allow, broken, deny, type EvaluationCase, type Expected, everydayRequest, policy } from './case.ts'

// "IAM JSON policy elements reference": Version, Effect, Action, NotAction, Resource, NotResource, and policy variables.

const no: Expected = 'implicit-deny by identity-based'
const denied: Expected = 'explicit-deny by identity-based'

const one = (name: string, expected: Expected, ...statements: readonly Statement[]): EvaluationCase => ({
  name,
  expected,
  policies: { identity: [policy(...statements)] },
})
/** `allow` or `deny` without the element that its opposite stands in for. */
const without = (statement: Statement, element: keyof Statement, more: Partial<Statement>): Statement => {
  const { [element]: _, ...rest } = statement
  return { ...rest, ...more } as Statement
}
const named = (resource: string, statement: Partial<Statement>, expected: Expected, name: string): EvaluationCase => ({
  ...one(name, expected, allow(statement)),
  request: { resource },
})

const actions: readonly EvaluationCase[] = [
  { name: 'without any policy the answer is no', expected: no, policies: {} },
  one('a policy without statements allows nothing', no),
  one('an allow of everything allows', 'allowed', allow()),
  one('an action is named in full', 'allowed', allow({ Action: 'servicecatalog:ProvisionProduct' })),
  one('action and prefix are compared without regard to case', 'allowed', allow({ Action: 'ServiceCatalog:PROVISIONproduct' })),
  one('another action of the service is not allowed', no, allow({ Action: 'servicecatalog:TerminateProvisionedProduct' })),
  one('an action of another service is not allowed', no, allow({ Action: 'catalog:ProvisionProduct' })),
  one('a list of actions allows each of them', 'allowed', allow({ Action: ['sts:*', 'servicecatalog:ProvisionProduct'] })),
  one('an empty list of actions allows none', no, allow({ Action: [] })),
  one('a star at the end stands for any characters', 'allowed', allow({ Action: 'servicecatalog:Provision*' })),
  one('a star in the middle too', 'allowed', allow({ Action: 'servicecatalog:*Product' })),
  one('a star stands for no characters', 'allowed', allow({ Action: 'servicecatalog:ProvisionProduct*' })),
  one('a star stands for the service too', 'allowed', allow({ Action: '*:ProvisionProduct' })),
  one('a question mark stands for one character', 'allowed', allow({ Action: 'servicecatalog:ProvisionProduc?' })),
  one('a question mark stands for no less than one', no, allow({ Action: 'servicecatalog:ProvisionProduct?' })),
  one('NotAction allows what it does not name', 'allowed', without(allow(), 'Action', { NotAction: 'iam:*' })),
  one('NotAction leaves out what it names', no, without(allow(), 'Action', { NotAction: ['iam:*', 'servicecatalog:*'] })),
  one('NotAction denies what it does not name', denied, allow(), without(deny(), 'Action', { NotAction: 'iam:*' })),
  one('NotAction does not deny what it names', 'allowed', allow(), without(deny(), 'Action', { NotAction: 'servicecatalog:*' })),
]

const effects: readonly EvaluationCase[] = [
  one('a deny wins over an allow', denied, allow(), deny({ Action: 'servicecatalog:*' })),
  one('a deny wins wherever it stands', denied, deny({ Action: 'servicecatalog:*' }), allow()),
  one('a deny of something else leaves the allow', 'allowed', allow(), deny({ Action: 'iam:*' })),
  one('a deny on another resource leaves the allow', 'allowed', allow(), deny({ Resource: 'arn:aws:catalog:*:*:product/prod-2' })),
  {
    name: 'a deny in another policy wins as well',
    expected: denied,
    policies: { identity: [policy(allow()), policy(deny({ Action: 'servicecatalog:Provision*' }))] },
  },
  {
    name: 'a policy of several may allow',
    expected: 'allowed',
    policies: { identity: [policy(allow({ Action: 'iam:*' })), policy(allow({ Action: 'servicecatalog:*' }))] },
  },
]

const resources: readonly EvaluationCase[] = [
  one('a resource is named in full', 'allowed', allow({ Resource: everydayRequest.resource })),
  one('another resource is not allowed', no, allow({ Resource: 'arn:aws:catalog:us-east-1:111122223333:product/prod-2' })),
  one('resources are compared with regard to case', no, allow({ Resource: everydayRequest.resource.toUpperCase() })),
  one('a list of resources allows each of them', 'allowed', allow({ Resource: ['arn:aws:s3:::x', everydayRequest.resource] })),
  one('stars and question marks stand for characters', 'allowed', allow({ Resource: 'arn:aws:catalog:*:111122223333:product/prod-?' })),
  one('a star at the end of a part reaches over colons', 'allowed', allow({ Resource: 'arn:aws:catalog:*' })),
  one('NotResource allows what it does not name', 'allowed', without(allow(), 'Resource', { NotResource: 'arn:aws:s3:::*' })),
  one('NotResource leaves out what it names', no, without(allow(), 'Resource', { NotResource: 'arn:aws:catalog:*' })),
  one('NotResource denies what it does not name', denied, allow(), without(deny(), 'Resource', { NotResource: 'arn:aws:s3:::*' })),
  one('NotResource does not deny what it names', 'allowed', allow(), without(deny(), 'Resource', { NotResource: 'arn:aws:catalog:*' })),
  named('*', {}, 'allowed', 'a call on everything needs the star'),
  named('*', { Resource: 'arn:aws:catalog:*' }, no, 'a call on everything is not allowed on some'),
]

const teamPath = 'arn:aws:s3:::home/${aws:PrincipalTag/team}/*'
const variables: readonly EvaluationCase[] = [
  named('arn:aws:s3:::home/blue/x', { Resource: teamPath }, 'allowed', 'a variable stands for the value of the request'),
  named('arn:aws:s3:::home/red/x', { Resource: teamPath }, no, 'and for no other value'),
  named('arn:aws:s3:::home/blue', { Resource: 'arn:aws:s3:::home/${AWS:principaltag/TEAM}' }, 'allowed', 'names of variables have no case'),
  named('arn:aws:s3:::home/', { Resource: 'arn:aws:s3:::home/${aws:username}*' }, no, 'a variable without a value matches nothing'),
  named('arn:aws:s3:::nobody', { Resource: "arn:aws:s3:::${aws:username, 'nobody'}" }, 'allowed', 'a default stands in for no value'),
  named('arn:aws:s3:::nobody', { Resource: "arn:aws:s3:::${aws:userid, 'nobody'}" }, no, 'a default gives way to a value'),
  named('arn:aws:s3:::home/bob', { Resource: 'arn:aws:s3:::home/${aws:PrincipalTag/star}' }, no, 'a star in a value is no wildcard'),
  named('arn:aws:s3:::home/*', { Resource: 'arn:aws:s3:::home/${aws:PrincipalTag/star}' }, 'allowed', 'a star in a value is a star'),
  named('arn:aws:s3:::a*', { Resource: 'arn:aws:s3:::a${*}' }, 'allowed', '${*} is a star'),
  named('arn:aws:s3:::ab', { Resource: 'arn:aws:s3:::a${*}' }, no, '${*} is no wildcard'),
  named('arn:aws:s3:::a?', { Resource: 'arn:aws:s3:::a${?}' }, 'allowed', '${?} is a question mark'),
  named('arn:aws:s3:::ab', { Resource: 'arn:aws:s3:::a${?}' }, no, '${?} is no wildcard'),
  named('arn:aws:s3:::$x', { Resource: 'arn:aws:s3:::${$}x' }, 'allowed', '${$} is a dollar sign'),
  named('arn:aws:s3:::cost', { Resource: 'arn:aws:s3:::${aws:TagKeys}' }, no, 'a key with several values is no variable'),
  {
    name: 'the first version of the language has no variables',
    expected: no,
    request: { resource: 'arn:aws:s3:::blue' },
    policies: { identity: [{ Version: '2008-10-17', Statement: allow({ Resource: 'arn:aws:s3:::${aws:PrincipalTag/team}' }) }] },
  },
  {
    name: 'a policy without a version is of the first',
    expected: 'allowed',
    request: { resource: 'arn:aws:s3:::${aws:PrincipalTag/team}' },
    policies: { identity: [{ Statement: allow({ Resource: 'arn:aws:s3:::${aws:PrincipalTag/team}' }) }] },
  },
]

const unreadable: readonly EvaluationCase[] = [
  ...[null, 7, 'Allow', [], {}, { Version: '2012-10-17' }].map(
    (value): EvaluationCase => ({ name: `${JSON.stringify(value)} allows nothing`, expected: no, policies: { identity: [broken(value)] } }),
  ),
  {
    name: 'a policy of an unknown version allows nothing',
    expected: no,
    policies: { identity: [broken({ Version: '2030-01-01', Statement: allow() })] },
  },
  one('an effect is Allow or Deny and nothing else', no, { ...allow(), Effect: 'allow' as 'Allow' }),
  one('a misspelt element makes the policy unreadable', no, { ...allow(), Condtion: {} } as Statement),
  one('an identity policy with a principal is none', no, allow({ Principal: '*' })),
  one('Action and NotAction together are unreadable', no, allow({ NotAction: 'iam:*' })),
  one('an action that is no text is unreadable', no, allow({ Action: 7 as unknown as string })),
  one('a statement that cannot be read spoils the others of its policy', no, allow(), allow({ Resource: undefined })),
  one('what can be read of its denies still denies', denied, deny(), allow({ NotAction: 'iam:*' })),
  one('a deny that cannot be read in full denies more rather than less', denied, allow(), deny({ Action: 7 as unknown as string })),
  {
    name: 'an unreadable policy leaves the others as they are',
    expected: 'allowed',
    policies: { identity: [broken({ Statement: null }), policy(allow())] },
  },
]

export const elements: readonly EvaluationCase[] = [...actions, ...effects, ...resources, ...variables, ...unreadable]
