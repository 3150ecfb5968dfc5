// IAM policies of one kind: policies and a question in, a decision out. How the kinds go together is decide-access.ts.
import { type CompiledPolicy, compilePolicy, type PolicyForm } from './compiled-policy.ts'
import type { Conditions, Keys } from './condition.ts'
import type { AskingPrincipal, Naming } from './principal-element.ts'

export interface PolicyDocument {
  readonly Version?: string
  readonly Id?: string
  readonly Statement: Statement | readonly Statement[]
}

type PrincipalElement = '*' | Readonly<Record<string, string | readonly string[]>>

export interface Statement {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: PrincipalElement
  readonly NotPrincipal?: PrincipalElement
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
  readonly keys: Keys
}

export type Decision = 'allowed' | 'explicit-deny' | 'implicit-deny'

/** Any matching Deny wins; else any matching Allow; else no. 'resource': policies for everybody, as resource control policies are. */
export function decide(policies: readonly PolicyDocument[], question: Question, form: PolicyForm = 'identity'): Decision {
  const lower = inLowerCase(question)
  const read = policies.map((policy) => compilePolicy(policy, form))
  if (read.some(({ denies }) => denies.some(({ matches }) => matches(lower)))) return 'explicit-deny'
  return read.some(({ allows }) => allows.some(({ matches }) => matches(lower))) ? 'allowed' : 'implicit-deny'
}

/** What policies of a resource say to one principal: a deny, or the closest naming by which they allow. */
export function decideForPrincipal(
  policies: readonly PolicyDocument[],
  question: Question,
  principal: AskingPrincipal,
): Naming | 'explicit-deny' | 'implicit-deny' {
  const lower = inLowerCase(question)
  const namings = (effect: keyof Pick<CompiledPolicy, 'allows' | 'denies'>): (Naming | undefined)[] =>
    policies
      .flatMap((policy) => compilePolicy(policy, 'resource')[effect])
      .map(({ names, matches }) => (matches(lower) ? names?.(principal) : undefined))
  if (namings('denies').some(Boolean)) return 'explicit-deny'
  const allowed = new Set(namings('allows'))
  return (['itself', 'role', 'account'] as const).find((naming) => allowed.has(naming)) ?? 'implicit-deny'
}

const inLowerCase = (question: Question): Question => ({ ...question, action: question.action.toLowerCase() })

export function statementsOf({ Statement }: PolicyDocument): readonly Statement[] {
  return [Statement].flat()
}
