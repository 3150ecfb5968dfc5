import { BlockList, isIP } from 'node:net'
import { withVariables } from './policy-variable.ts'
import { matches } from './wildcard.ts'

type Scalar = string | boolean | number

/** Operator, then condition key, then the values of which one must fit. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, Scalar | readonly Scalar[]>>>>

type Keys = Readonly<Record<string, readonly string[]>>
type Test = (given: string, wanted: string) => boolean

// "IAM JSON policy elements: Condition operators" in the IAM user guide.

const tests: Readonly<Record<string, Test>> = {
  stringequals: (given, wanted) => given === wanted,
  stringequalsignorecase: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  stringlike: (given, wanted) => matches(wanted, given),
  arnequals: arnMatches,
  arnlike: arnMatches,
  bool: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  numericequals: (given, wanted) => numberOf(given) === numberOf(wanted),
  numericlessthan: (given, wanted) => numberOf(given) < numberOf(wanted),
  numericlessthanequals: (given, wanted) => numberOf(given) <= numberOf(wanted),
  numericgreaterthan: (given, wanted) => numberOf(given) > numberOf(wanted),
  numericgreaterthanequals: (given, wanted) => numberOf(given) >= numberOf(wanted),
  dateequals: (given, wanted) => timeOf(given) === timeOf(wanted),
  datelessthan: (given, wanted) => timeOf(given) < timeOf(wanted),
  datelessthanequals: (given, wanted) => timeOf(given) <= timeOf(wanted),
  dategreaterthan: (given, wanted) => timeOf(given) > timeOf(wanted),
  dategreaterthanequals: (given, wanted) => timeOf(given) >= timeOf(wanted),
  ipaddress: inRange,
}

/** Operators whose values may hold wildcards. */
const patternOperators = new Set(['stringlike', 'arnequals', 'arnlike'])

/** Operators that say the opposite of another: no value may fit. */
const negations: Readonly<Record<string, string>> = {
  stringnotequals: 'stringequals',
  stringnotequalsignorecase: 'stringequalsignorecase',
  stringnotlike: 'stringlike',
  arnnotequals: 'arnequals',
  arnnotlike: 'arnlike',
  numericnotequals: 'numericequals',
  datenotequals: 'dateequals',
  notipaddress: 'ipaddress',
}

/** True when every operator and key holds. `whenUnknown` answers for an operator or a range of addresses that is not understood. */
export function conditionsHold(conditions: Conditions | undefined, keys: Keys, whenUnknown: boolean): boolean {
  if (!conditions) return true
  return Object.entries(conditions).every(([operator, block]) => {
    const holds = readOperator(operator.toLowerCase())
    return Object.entries(block).every(([key, wanted]) => holds?.(keys[key.toLowerCase()], list(wanted), keys) ?? whenUnknown)
  })
}

/** Undefined for what is not understood. */
type Holds = (given: readonly string[] | undefined, wanted: readonly string[], keys: Keys) => boolean | undefined

/** `ForAnyValue:StringLikeIfExists`, lower case. */
function readOperator(operator: string): Holds | undefined {
  if (operator === 'null') return (given, wanted) => wanted.some((value) => value.toLowerCase() === String(given === undefined))
  const [, quantifier, named = '', ifExists] = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/.exec(operator) ?? []
  const isNegated = Object.hasOwn(negations, named)
  const name = isNegated ? (negations[named] ?? '') : named
  const test = Object.hasOwn(tests, name) ? tests[name] : undefined
  if (!test) return undefined
  return (given, wanted, keys) => {
    if (name === 'ipaddress' && !wanted.every((value) => rangeOf(value))) return undefined
    if (given === undefined) return ifExists !== undefined || quantifier === 'forallvalues' || (isNegated && quantifier === undefined)
    const kind = patternOperators.has(name) ? 'pattern' : 'text'
    const values = wanted.map((value) => withVariables(value, keys, kind)).filter((value) => value !== undefined)
    const fits = (value: string): boolean => values.some((pattern) => test(value, pattern)) !== isNegated
    const needsAll = quantifier === undefined ? isNegated : quantifier === 'forallvalues'
    return needsAll ? given.every(fits) : given.some(fits)
  }
}

/** Each of an ARN's six parts by itself, so that no wildcard reaches over a colon but in the last. */
function arnMatches(given: string, wanted: string): boolean {
  if (wanted === '*') return true
  const [patterns, values] = [arnParts(wanted), arnParts(given)]
  return patterns.length === 6 && values.length === 6 && patterns.every((pattern, index) => matches(pattern, values[index] ?? ''))
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':')
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

/** ISO 8601, or seconds since 1970. */
function timeOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text)
}

function inRange(given: string, wanted: string): boolean {
  const range = rangeOf(wanted)
  // An IPv4 address arrives so on a socket that takes both kinds.
  const address = given.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  return isIP(address) !== 0 && range?.family === family && range.list.check(address, family)
}

function rangeOf(text: string): { family: 'ipv4' | 'ipv6'; list: BlockList } | undefined {
  const [, network = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const [family, longest] = isIP(network) === 6 ? (['ipv6', 128] as const) : (['ipv4', 32] as const)
  const prefix = bits === undefined ? longest : Number(bits)
  if (isIP(network) === 0 || prefix > longest) return undefined
  const list = new BlockList()
  list.addSubnet(network, prefix, family)
  return { family, list }
}

function list(value: Scalar | readonly Scalar[]): string[] {
  return (Array.isArray(value) ? value : [value]).map(String)
}
