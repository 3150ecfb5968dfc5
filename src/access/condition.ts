import { findOperator, type Operator } from './condition-operators.ts'
import { isRecord } from './policy-syntax.ts'
import { compileText, valuesOf } from './policy-variable.ts'

type Scalar = string | boolean | number

/** Operator, then condition key, then the values of which one must fit. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, Scalar | readonly Scalar[]>>>>

/** Condition keys of a request, lower case; a key that is not there is absent. */
export type Keys = Readonly<Record<string, readonly string[]>>
export type Holds = (keys: Keys) => boolean

/**
 * Reads a Condition once: what comes back holds when every operator and key does. An Error says what cannot be understood.
 * "Multivalued context keys" and "Condition operators" in the IAM user guide.
 */
export function compileConditions(conditions: unknown, hasVariables: boolean): Holds | Error {
  if (conditions === undefined) return () => true
  if (!isRecord(conditions)) return new Error('Condition is no object')
  const parts: Holds[] = []
  for (const [operator, block] of Object.entries(conditions)) {
    if (!isRecord(block)) return new Error(`Condition.${operator} is no object`)
    for (const [key, values] of Object.entries(block)) {
      const wanted = (Array.isArray(values) ? values : [values]) as unknown[]
      if (!wanted.every(isScalar))
        return new Error(`Condition.${operator}.${key} is neither a text, a number, a boolean nor a list of them`)
      const holds = compileOperator(operator, key.toLowerCase(), wanted.map(String), hasVariables)
      if (holds instanceof Error) return holds
      parts.push(holds)
    }
  }
  return (keys) => parts.every((holds) => holds(keys))
}

/** `ForAnyValue:StringLikeIfExists` on one key. */
function compileOperator(name: string, key: string, wanted: readonly string[], hasVariables: boolean): Holds | Error {
  if (name.toLowerCase() === 'null') return compileNull(key, wanted)
  const [, quantifier, named = '', ifExists] = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/.exec(name.toLowerCase()) ?? []
  const operator = findOperator(named)
  if (!operator) return new Error(`${name} is no condition operator`)
  const unreadable = wanted.find((value) => operator.isReadable?.(value) === false)
  if (unreadable !== undefined) return new Error(`${unreadable} is no value that ${name} compares with`)
  const fits = compileValues(operator, wanted, hasVariables)
  const whenAbsent = ifExists !== undefined || quantifier === 'forallvalues' || (operator.isNegated && quantifier === undefined)
  const needsAll = quantifier === undefined ? operator.isNegated : quantifier === 'forallvalues'
  return (keys) => {
    const values = valuesOf(keys, key)
    // An empty text is no value to an operator on sets.
    const given = quantifier === undefined ? values : values?.filter((value) => value !== '')
    if (given === undefined || given.length === 0) return whenAbsent
    const fitsOne = fits(keys)
    return needsAll ? given.every(fitsOne) : given.some(fitsOne)
  }
}

/** Does a value of the request fit one of the policy's, or with a negated operator none? */
function compileValues(operator: Operator & { isNegated: boolean }, wanted: readonly string[], hasVariables: boolean) {
  const kind = operator.isPattern ? 'pattern' : 'text'
  const texts = wanted.map((value) => compileText(value, kind, hasVariables && operator.takesVariables === true))
  const fitting = (values: readonly (string | undefined)[]) => (given: string) =>
    values.some((value) => value !== undefined && operator.test(given, value)) !== operator.isNegated
  if (texts.every((part) => typeof part === 'string')) {
    const fixed = fitting(texts)
    return () => fixed
  }
  return (keys: Keys) => fitting(texts.map((part) => (typeof part === 'string' ? part : part(keys))))
}

/** `true`: the key must be absent; `false`: it must be there. */
function compileNull(key: string, wanted: readonly string[]): Holds | Error {
  const answers = wanted.map((value) => value.toLowerCase())
  const unreadable = answers.find((value) => value !== 'true' && value !== 'false')
  if (unreadable !== undefined) return new Error(`${unreadable} is no value that Null compares with`)
  return (keys) => {
    const given = valuesOf(keys, key)
    return answers.includes(String(given === undefined || given.length === 0))
  }
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
}
