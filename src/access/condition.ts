import { BlockList, isIP } from 'node:net'
import { matches } from './wildcard.ts'

/** Operator, then condition key, then the values of which one must fit. */
export type Conditions = Readonly<
  Record<string, Readonly<Record<string, string | boolean | number | readonly (string | boolean | number)[]>>>
>

type Keys = Readonly<Record<string, readonly string[]>>
type Test = (given: string, wanted: string) => boolean

const tests: Readonly<Record<string, Test>> = {
  stringequals: (given, wanted) => given === wanted,
  stringequalsignorecase: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  stringlike: (given, wanted) => matches(wanted, given),
  arnequals: (given, wanted) => matches(wanted, given),
  arnlike: (given, wanted) => matches(wanted, given),
  bool: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  numericequals: (given, wanted) => Number(given) === Number(wanted),
  numericlessthan: (given, wanted) => Number(given) < Number(wanted),
  numericlessthanequals: (given, wanted) => Number(given) <= Number(wanted),
  numericgreaterthan: (given, wanted) => Number(given) > Number(wanted),
  numericgreaterthanequals: (given, wanted) => Number(given) >= Number(wanted),
  dateequals: (given, wanted) => Date.parse(given) === Date.parse(wanted),
  datelessthan: (given, wanted) => Date.parse(given) < Date.parse(wanted),
  datelessthanequals: (given, wanted) => Date.parse(given) <= Date.parse(wanted),
  dategreaterthan: (given, wanted) => Date.parse(given) > Date.parse(wanted),
  dategreaterthanequals: (given, wanted) => Date.parse(given) >= Date.parse(wanted),
  ipaddress: inRange,
}

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

/** True when every operator and key holds. `whenUnknown` answers for an operator that is not known. */
export function conditionsHold(conditions: Conditions | undefined, keys: Keys, whenUnknown: boolean): boolean {
  if (!conditions) return true
  return Object.entries(conditions).every(([operator, block]) =>
    Object.entries(block).every(([key, wanted]) =>
      operatorHolds(operator.toLowerCase(), keys[key.toLowerCase()], list(wanted), whenUnknown),
    ),
  )
}

function operatorHolds(operator: string, given: readonly string[] | undefined, wanted: readonly string[], whenUnknown: boolean): boolean {
  if (operator === 'null') return wanted.includes(String(given === undefined))
  const quantifier = operator.startsWith('forallvalues:') ? 'all' : 'any'
  const ifExists = operator.endsWith('ifexists')
  const name = operator.replace(/^for(all|any)values?:/, '').replace(/ifexists$/, '')
  const negated = negations[name]
  const test = tests[negated ?? name]
  if (!test) return whenUnknown
  if (given === undefined) return ifExists || negated !== undefined || quantifier === 'all'
  const fits = (value: string): boolean => wanted.some((pattern) => test(value, pattern)) !== (negated !== undefined)
  return quantifier === 'all' || negated ? given.every(fits) : given.some(fits)
}

function inRange(given: string, wanted: string): boolean {
  const [network = '', bits] = wanted.split('/')
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4'
  if (isIP(network) === 0 || isIP(given) !== isIP(network)) return false
  const list = new BlockList()
  list.addSubnet(network, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family)
  return list.check(given, family)
}

function list(value: string | boolean | number | readonly (string | boolean | number)[]): string[] {
  return (Array.isArray(value) ? value : [value]).map(String)
}
