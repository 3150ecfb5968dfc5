import { BlockList, isIP } from 'node:net'
import { matches } from './wildcard.ts'

// "IAM JSON policy elements: Condition operators" in the IAM user guide.

export interface Operator {
  /** `wanted` is the policy's value, variables filled in. */
  readonly test: (given: string, wanted: string) => boolean
  /** The values are patterns with wildcards. */
  readonly isPattern?: boolean
  /** The values may hold variables: those of texts and ARNs may. */
  readonly takesVariables?: boolean
  /** Can the policy's value be understood at all? */
  readonly isReadable?: (wanted: string) => boolean
}

const text = (test: Operator['test'], more: Partial<Operator> = {}): Operator => ({ test, takesVariables: true, ...more })
const number = (compare: (given: number, wanted: number) => boolean): Operator => ({
  test: (given, wanted) => compare(numberOf(given), numberOf(wanted)),
  isReadable: (wanted) => !Number.isNaN(numberOf(wanted)),
})
const date = (compare: (given: number, wanted: number) => boolean): Operator => ({
  test: (given, wanted) => compare(timeOf(given), timeOf(wanted)),
  isReadable: (wanted) => !Number.isNaN(timeOf(wanted)),
})

const operators: Readonly<Record<string, Operator>> = {
  stringequals: text((given, wanted) => given === wanted),
  stringequalsignorecase: text((given, wanted) => given.toLowerCase() === wanted.toLowerCase()),
  stringlike: text((given, wanted) => matches(wanted, given), { isPattern: true }),
  arnequals: text(arnMatches, { isPattern: true }),
  arnlike: text(arnMatches, { isPattern: true }),
  bool: {
    test: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
    isReadable: (wanted) => /^(true|false)$/i.test(wanted),
  },
  binaryequals: {
    test: (given, wanted) => bytesOf(given).equals(bytesOf(wanted)),
    isReadable: (wanted) => /^[A-Za-z0-9+/]*={0,2}$/.test(wanted),
  },
  numericequals: number((given, wanted) => given === wanted),
  numericlessthan: number((given, wanted) => given < wanted),
  numericlessthanequals: number((given, wanted) => given <= wanted),
  numericgreaterthan: number((given, wanted) => given > wanted),
  numericgreaterthanequals: number((given, wanted) => given >= wanted),
  dateequals: date((given, wanted) => given === wanted),
  datelessthan: date((given, wanted) => given < wanted),
  datelessthanequals: date((given, wanted) => given <= wanted),
  dategreaterthan: date((given, wanted) => given > wanted),
  dategreaterthanequals: date((given, wanted) => given >= wanted),
  ipaddress: { test: inRange, isReadable: (wanted) => rangeOf(wanted) !== undefined },
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

/** The operator of this name (lower case, without prefix and `IfExists`); undefined for one that is not known. */
export function findOperator(name: string): (Operator & { readonly isNegated: boolean }) | undefined {
  const isNegated = Object.hasOwn(negations, name)
  const positive = isNegated ? (negations[name] ?? '') : name
  const operator = Object.hasOwn(operators, positive) ? operators[positive] : undefined
  return operator && { ...operator, isNegated }
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

function numberOf(value: string): number {
  return value.trim() === '' ? Number.NaN : Number(value)
}

/** ISO 8601, or seconds since 1970. */
function timeOf(value: string): number {
  return /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value)
}

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64')

function inRange(given: string, wanted: string): boolean {
  const range = rangeOf(wanted)
  // An IPv4 address arrives so on a socket that takes both kinds.
  const address = given.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  return isIP(address) !== 0 && range?.family === family && range.list.check(address, family)
}

interface Range {
  readonly family: 'ipv4' | 'ipv6'
  readonly list: BlockList
}

/** Made once for each text: the same few ranges are asked again and again. */
const ranges = new Map<string, Range | undefined>()
const mostRanges = 1_000

function rangeOf(value: string): Range | undefined {
  if (ranges.has(value)) return ranges.get(value)
  const range = readRange(value)
  if (ranges.size >= mostRanges) ranges.clear()
  ranges.set(value, range)
  return range
}

function readRange(value: string): Range | undefined {
  const [, network = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(value) ?? []
  const [family, longest] = isIP(network) === 6 ? (['ipv6', 128] as const) : (['ipv4', 32] as const)
  const prefix = bits === undefined ? longest : Number(bits)
  if (isIP(network) === 0 || prefix > longest) return undefined
  const list = new BlockList()
  list.addSubnet(network, prefix, family)
  return { family, list }
}
