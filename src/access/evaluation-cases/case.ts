import type { AccessDecision, AccessRequest, Policies } from '../decide-access.ts'
import type { PolicyDocument, Statement } from '../policy.ts'

// What AWS's documentation says about a request and its policies: the evaluator is held to it by decide-access.test.ts.

/** `allowed`, or which kind of policy said no, and how. */
export type Expected = 'allowed' | `${'explicit-deny' | 'implicit-deny'} by ${Extract<AccessDecision, { kind: unknown }>['kind']}`

export interface EvaluationCase {
  readonly name: string
  readonly expected: Expected
  /** In place of `everydayRequest`'s; condition keys come beside those of it. */
  readonly request?: Partial<AccessRequest>
  readonly policies: Partial<Policies>
}

export const accountId = '111122223333'
export const otherAccountId = '444455556666'
export const roleArn = `arn:aws:iam::${accountId}:role/Reader`
export const sessionArn = `arn:aws:sts::${accountId}:assumed-role/Reader/ada`
export const userArn = `arn:aws:iam::${accountId}:user/team/grace`

export const asRoleSession: AccessRequest['principal'] = {
  type: 'assumed-role',
  accountId,
  arn: sessionArn,
  principalArn: roleArn,
  userId: 'AROAEXAMPLEROLE:ada',
}

export const asUser: AccessRequest['principal'] = {
  type: 'iam-user',
  accountId,
  arn: userArn,
  principalArn: userArn,
  userId: 'AIDAEXAMPLEUSER',
}

/** A role session asks for a product of its own account. */
export const everydayRequest: AccessRequest = {
  action: 'servicecatalog:ProvisionProduct',
  resource: `arn:aws:catalog:us-east-1:${accountId}:product/prod-1`,
  keys: {
    'aws:principalarn': [roleArn],
    'aws:principalaccount': [accountId],
    'aws:principalorgid': ['o-exampleorgid'],
    'aws:principalorgpaths': ['o-exampleorgid/r-ab12/ou-ab12-11111111/'],
    'aws:principaltag/team': ['blue'],
    'aws:principaltag/star': ['*'],
    'aws:userid': ['AROAEXAMPLEROLE:ada'],
    'aws:requestedregion': ['us-east-1'],
    'aws:sourceip': ['192.0.2.7'],
    'aws:currenttime': ['2026-11-23T12:00:00.000Z'],
    'aws:epochtime': ['1795435200'],
    'aws:multifactorauthpresent': ['false'],
    'aws:securetransport': ['true'],
    'aws:requesttag/cost': ['42'],
    'aws:tagkeys': ['cost', 'team'],
    'example:size': ['7'],
    'example:blob': ['aGVsbG8='],
    'example:empty': [''],
  },
  principal: asRoleSession,
}

export const allow = (more: Partial<Statement> = {}): Statement => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more })
export const deny = (more: Partial<Statement> = {}): Statement => ({ ...allow(more), Effect: 'Deny' })
/** One policy of the version that has variables. */
export const policy = (...statements: readonly Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements })
export const allowAll = [policy(allow())]
/** Something that is no policy, where one is expected. */
export const broken = (value: unknown): PolicyDocument => value as PolicyDocument
