import { Fault } from '../fault.ts'
import type { Shape } from './model.ts'
import type { Violation } from './violation.ts'

/** Turns parsed JSON (or what stands for it in the other protocols) into the model's types; broken rules go to `violations`. */
export type Decode = (value: unknown, path: string, violations: Violation[], depth: number) => unknown

function decodeString(value: unknown): string {
  if (typeof value !== 'string') throw wrongType(value, 'String')
  return value
}

function decodeBoolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrongType(value, 'Boolean')
  return value
}

function decodeNumber(value: unknown): number {
  if (typeof value !== 'number') throw wrongType(value, 'Number')
  return value
}

function decodeInteger(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrongType(value, 'Integer')
  return value
}

const iso8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/

/** Epoch seconds, or ISO 8601 as the query protocol has it. */
function decodeTimestamp(value: unknown): Date {
  const date =
    typeof value === 'number' ? new Date(Math.round(value * 1000)) : new Date(iso8601.test(String(value)) ? String(value) : Number.NaN)
  if (Number.isNaN(date.getTime())) throw wrongType(value, 'Timestamp')
  return date
}

function decodeBlob(value: unknown): Buffer {
  if (typeof value !== 'string') throw wrongType(value, 'Blob')
  return Buffer.from(value, 'base64')
}

export const scalarDecoders = {
  string: decodeString,
  character: decodeString,
  boolean: decodeBoolean,
  integer: decodeInteger,
  long: decodeInteger,
  double: decodeNumber,
  float: decodeNumber,
  timestamp: decodeTimestamp,
  blob: decodeBlob,
} satisfies Record<Exclude<Shape['type'], 'structure' | 'list' | 'map'>, (value: unknown) => unknown>

/** AWS names what its parser met: `NUMBER_VALUE can not be converted to String`. */
export function wrongType(value: unknown, wanted: string): Fault {
  return new Fault('SerializationException', `${tokenOf(value)} can not be converted to ${wanted}`)
}

function tokenOf(value: unknown): string {
  if (value === null || value === undefined) return 'NULL_VALUE'
  if (Array.isArray(value)) return 'START_ARRAY'
  if (typeof value === 'object') return 'START_OBJECT'
  return typeof value === 'boolean' ? `${String(value).toUpperCase()}_VALUE` : `${(typeof value).toUpperCase()}_VALUE`
}
