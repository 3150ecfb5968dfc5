import { compileConditions } from './condition.ts'
import type { PolicyDocument, Question } from './policy.ts'
import { isRecord, textsOf } from './policy-syntax.ts'
import { compileText } from './policy-variable.ts'
import { compileNotPrincipal, compilePrincipal, type Names } from './principal-element.ts'
import { compilePattern } from './wildcard.ts'

// Policies are read once, when they are loaded, and asked many times.

/** Goes with an identity, a session or an account ('identity'), or with a resource and says for whom ('resource'). */
export type PolicyForm = 'identity' | 'resource'

export interface CompiledStatement {
  /** `action` in lower case. */
  readonly matches: (question: Question) => boolean
  /** Of policies that go with a resource. */
  readonly names: Names | undefined
}

export interface CompiledPolicy {
  readonly allows: readonly CompiledStatement[]
  readonly denies: readonly CompiledStatement[]
  /** What is wrong with it. A policy that cannot be read allows nothing; what can be read of its denies still denies. */
  readonly problem: string | undefined
}

const compiled: Readonly<Record<PolicyForm, WeakMap<object, CompiledPolicy>>> = { identity: new WeakMap(), resource: new WeakMap() }

/** The policy, read. Never throws, whatever it is given; the same document is read once. */
export function compilePolicy(document: PolicyDocument, form: PolicyForm): CompiledPolicy {
  const known = isRecord(document) ? compiled[form].get(document) : undefined
  if (known) return known
  const policy = readPolicy(document, form)
  if (isRecord(document)) compiled[form].set(document, policy)
  return policy
}

const documentElements = new Set(['Version', 'Id', 'Statement'])
const statementElements = new Set([
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
])

function readPolicy(document: unknown, form: PolicyForm): CompiledPolicy {
  if (!isRecord(document)) return { allows: [], denies: [], problem: 'it is no object' }
  const { Version, Statement } = document
  const problems = unknownElements(document, documentElements)
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') problems.push('Version is not known')
  if (Statement === undefined) problems.push('Statement is missing')
  const allows: CompiledStatement[] = []
  const denies: CompiledStatement[] = []
  for (const statement of Array.isArray(Statement) ? Statement : [Statement]) {
    if (!isRecord(statement)) {
      problems.push('a Statement is no object')
      continue
    }
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') problems.push('Effect is neither Allow nor Deny')
    const effects = statement.Effect === 'Deny' ? denies : allows
    effects.push(readStatement(statement, form, Version === '2012-10-17', problems))
  }
  return { allows: problems.length === 0 ? allows : [], denies, problem: problems[0] }
}

/** What cannot be read is a problem, and fits everything: a deny that is half understood denies more rather than less. */
function readStatement(statement: Record<string, unknown>, form: PolicyForm, hasVariables: boolean, problems: string[]): CompiledStatement {
  problems.push(...unknownElements(statement, statementElements))
  const readable = <Part>(part: Part | Error): Part | undefined => {
    if (!(part instanceof Error)) return part
    problems.push(part.message)
    return undefined
  }
  const isAction = readable(compileAction(statement))
  const isResource = readable(compileResource(statement, form, hasVariables))
  const holds = readable(compileConditions(statement.Condition, hasVariables))
  const names = readable(compileNames(statement, form))
  return {
    matches: (question) => (isAction?.(question.action) ?? true) && (isResource?.(question) ?? true) && (holds?.(question.keys) ?? true),
    names: names ?? (form === 'resource' ? () => 'role' : undefined),
  }
}

/** Action or NotAction. Actions are compared without regard to case. */
function compileAction({ Action, NotAction }: Record<string, unknown>): ((action: string) => boolean) | Error {
  if ((Action === undefined) === (NotAction === undefined)) return new Error('Statement needs either Action or NotAction')
  const texts = textsOf(Action ?? NotAction)
  if (!texts) return new Error('Action is neither a text nor a list of texts')
  const patterns = texts.map((text) => compilePattern(text.toLowerCase()))
  const isNegated = Action === undefined
  return (action) => patterns.some((isAction) => isAction(action)) !== isNegated
}

/** Resource or NotResource. A policy that goes with one resource need not name it. */
function compileResource(
  { Resource, NotResource }: Record<string, unknown>,
  form: PolicyForm,
  hasVariables: boolean,
): ((question: Question) => boolean) | Error {
  if (Resource === undefined && NotResource === undefined && form === 'resource') return () => true
  if ((Resource === undefined) === (NotResource === undefined)) return new Error('Statement needs either Resource or NotResource')
  const texts = textsOf(Resource ?? NotResource)
  if (!texts) return new Error('Resource is neither a text nor a list of texts')
  const patterns = texts.map((text) => compileResourcePattern(text, hasVariables))
  const isNegated = Resource === undefined
  return (question) => patterns.some((isResource) => isResource(question)) !== isNegated
}

function compileResourcePattern(text: string, hasVariables: boolean): (question: Question) => boolean {
  const pattern = compileText(text, 'pattern', hasVariables)
  if (typeof pattern === 'string') {
    const isResource = compilePattern(pattern)
    return ({ resource }) => isResource(resource)
  }
  return ({ resource, keys }) => {
    const filled = pattern(keys)
    return filled !== undefined && compilePattern(filled)(resource)
  }
}

/** Principal or NotPrincipal: one of them in a policy that goes with a resource, none in any other. */
function compileNames({ Principal, NotPrincipal }: Record<string, unknown>, form: PolicyForm): Names | undefined | Error {
  const given = Number(Principal !== undefined) + Number(NotPrincipal !== undefined)
  if (form === 'identity') return given === 0 ? undefined : new Error('Principal belongs to policies of resources only')
  if (given !== 1) return new Error('Statement needs either Principal or NotPrincipal')
  return Principal === undefined ? compileNotPrincipal(NotPrincipal) : compilePrincipal(Principal)
}

function unknownElements(value: Record<string, unknown>, known: ReadonlySet<string>): string[] {
  return Object.keys(value)
    .filter((element) => !known.has(element))
    .map((element) => `${element} is no element of a policy`)
}
