// The one evaluator of IAM policies. Pure: policies and a question in, a decision out.
// Rules: "Policy evaluation logic" in the IAM user guide, for identity and session policies (more kinds come with the access issue).
import { type Conditions, conditionsHold } from './condition.ts'
import { withVariables } from './policy-variable.ts'
import { matches } from './wildcard.ts'

export interface PolicyDocument {
  readonly Version?: string
  readonly Id?: string
  readonly Statement: Statement | readonly Statement[]
}

export interface Statement {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>
  readonly Action?: string | readonly string[]
  readonly NotAction?: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly NotResource?: string | readonly string[]
  readonly Condition?: Conditions
}

export interface Question {
  /** `organizations:CreateAccount`. */
  readonly action: string
  readonly resource: string
  /** Condition keys of the request, lower case; a key that is not there is absent. */
  readonly keys: Readonly<Record<string, readonly string[]>>
}

export type Decision = 'allowed' | 'explicit-deny' | 'implicit-deny'

/** Any matching Deny wins; else any matching Allow; else no. */
export function decide(policies: readonly PolicyDocument[], question: Question): Decision {
  let decision: Decision = 'implicit-deny'
  for (const policy of policies) {
    for (const statement of statementsOf(policy)) {
      if (!statementMatches(statement, question)) continue
      if (statement.Effect === 'Deny') return 'explicit-deny'
      if (statement.Effect === 'Allow') decision = 'allowed'
    }
  }
  return decision
}

export function statementsOf(policy: PolicyDocument): readonly Statement[] {
  return list(policy.Statement)
}

/** A statement whose conditions cannot be understood matches when it denies and does not when it allows. */
export function statementMatches({ Effect, ...statement }: Statement, { action, resource, keys }: Question): boolean {
  const isAction = (pattern: string): boolean => matches(pattern, action, true)
  const isResource = (text: string): boolean => {
    const pattern = withVariables(text, keys, 'pattern')
    return pattern !== undefined && matches(pattern, resource)
  }
  return (
    (statement.Action === undefined
      ? statement.NotAction !== undefined && !list(statement.NotAction).some(isAction)
      : list(statement.Action).some(isAction)) &&
    (statement.Resource === undefined
      ? statement.NotResource === undefined || !list(statement.NotResource).some(isResource)
      : list(statement.Resource).some(isResource)) &&
    conditionsHold(statement.Condition, keys, Effect === 'Deny')
  )
}

function list<Item>(value: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(value) ? value : [value as Item]
}
