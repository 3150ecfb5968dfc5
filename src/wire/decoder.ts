import { Fault } from '../fault.ts'
import { constraintsOf } from './constraints.ts'
import type { Model, Shape, ShapeReference } from './model.ts'

/** A rule of the model that an input breaks. */
export interface Violation {
  readonly path: string
  /** As shown in the error; `null` for what is missing. */
  readonly value: string
  readonly text: string
}

/** Turns parsed JSON (or what stands for it in the other protocols) into the model's types; broken rules go to `violations`. */
export type Decode = (value: unknown, path: string, violations: Violation[]) => unknown

/** No input of these services nests deeper; counted in steps of the path (a list's member takes two). */
const deepest = 24
/** More violations than this are not listed. */
export const mostViolations = 20

/** Compiles the decoders of a model's shapes, each on first use. A value of the wrong JSON type throws SerializationException. */
export class Decoder {
  readonly #model: Model
  readonly #compiled = new Map<string, Decode>()

  constructor(model: Model) {
    this.#model = model
  }

  of(shapeName: string): Decode {
    const known = this.#compiled.get(shapeName)
    if (known) return known
    // Recursive shapes find this forwarder while their own decoder is being made.
    let decode: Decode | undefined
    this.#compiled.set(shapeName, (value, path, violations) => (decode as Decode)(value, path, violations))
    decode = this.#compile(shapeName)
    this.#compiled.set(shapeName, decode)
    return decode
  }

  #compile(shapeName: string): Decode {
    const shape = this.#model.shapes[shapeName]
    if (!shape) throw new Error(`shape ${shapeName} is missing`)
    const decode = this.#compileType(shape)
    const constraints = constraintsOf(shape)
    if (constraints.length === 0) return decode
    return (value, path, violations) => {
      const decoded = decode(value, path, violations)
      for (const { text, holds } of constraints) {
        if (!holds(decoded as never)) violations.push({ path, value: shape.sensitive ? '***' : printed(decoded), text })
      }
      return decoded
    }
  }

  #compileType(shape: Shape): Decode {
    switch (shape.type) {
      case 'structure':
        return shape.document ? (value) => value : this.#compileStructure(shape)
      case 'list':
        return this.#compileList(shape)
      case 'map':
        return this.#compileMap(shape)
      default:
        return scalarDecoders[shape.type]
    }
  }

  #compileStructure(shape: Shape): Decode {
    const required = new Set(shape.required)
    const members = Object.entries(shape.members ?? {}).map(([name, ref]) => ({
      name,
      wireName: ref.locationName ?? name,
      step: lowerFirst(name),
      decode: this.of(ref.shape),
      required: required.has(name),
    }))
    return (value, path, violations) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(value, 'a structure')
      checkDepth(path)
      const source = value as Record<string, unknown>
      const result: Record<string, unknown> = {}
      for (const member of members) {
        const given = source[member.wireName] ?? source[member.name]
        const memberPath = path === '' ? member.step : `${path}.${member.step}`
        if (given !== undefined && given !== null) result[member.name] = member.decode(given, memberPath, violations)
        else if (member.required) violations.push({ path: memberPath, value: 'null', text: 'Member must not be null' })
      }
      return result
    }
  }

  #compileList(shape: Shape): Decode {
    const decode = this.of(reference(shape.member).shape)
    return (value, path, violations) => {
      if (!Array.isArray(value)) throw wrongType(value, 'a list')
      checkDepth(path)
      return value.map((item, index) => {
        if (item === null || item === undefined) throw wrongType(item, 'a list member')
        return decode(item, `${path}.${index + 1}.member`, violations)
      })
    }
  }

  #compileMap(shape: Shape): Decode {
    const decodeKey = this.of(reference(shape.key).shape)
    const decodeValue = this.of(reference(shape.value).shape)
    return (value, path, violations) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(value, 'a map')
      checkDepth(path)
      const entries = Object.entries(value).map(([key, item]) => [
        decodeKey(key, `${path}.key`, violations),
        decodeValue(item, `${path}.${key}.member`, violations),
      ])
      return Object.fromEntries(entries)
    }
  }
}

const scalarDecoders: Record<Exclude<Shape['type'], 'structure' | 'list' | 'map'>, Decode> = {
  string: decodeString,
  character: decodeString,
  boolean: (value) => {
    if (typeof value !== 'boolean') throw wrongType(value, 'Boolean')
    return value
  },
  integer: decodeInteger,
  long: decodeInteger,
  double: decodeNumber,
  float: decodeNumber,
  timestamp: (value) => {
    const date = typeof value === 'number' ? new Date(value * 1000) : typeof value === 'string' ? new Date(value) : undefined
    if (!date || Number.isNaN(date.getTime())) throw wrongType(value, 'Timestamp')
    return date
  },
  blob: (value) => {
    if (typeof value !== 'string') throw wrongType(value, 'Blob')
    return Buffer.from(value, 'base64')
  },
}

function decodeString(value: unknown): string {
  if (typeof value !== 'string') throw wrongType(value, 'String')
  return value
}

function decodeNumber(value: unknown): number {
  if (typeof value !== 'number') throw wrongType(value, 'Number')
  return value
}

function decodeInteger(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(value, 'Integer')
  return value
}

function wrongType(value: unknown, wanted: string): Fault {
  const got =
    value === null || value === undefined
      ? 'NULL_VALUE'
      : Array.isArray(value)
        ? 'START_ARRAY'
        : typeof value === 'object'
          ? 'START_OBJECT'
          : `${(typeof value).toUpperCase()}_VALUE`
  return new Fault('SerializationException', `${got} can not be converted to ${wanted}`)
}

function checkDepth(path: string): void {
  if (path.length > deepest && path.split('.').length > deepest) throw new Fault('SerializationException', 'The input is nested too deeply')
}

function reference(ref: ShapeReference | undefined): ShapeReference {
  if (!ref) throw new Error('a list or map shape without a member')
  return ref
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function printed(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > 256 ? `${text.slice(0, 256)}…` : text
}

/** AWS's sentence for broken rules. */
export function violationMessage(violations: readonly Violation[]): string {
  const listed = violations.slice(0, mostViolations).map(({ path, value, text }) => {
    const shown = value === 'null' ? 'null' : `'${value}'`
    return `Value ${shown} at '${path}' failed to satisfy constraint: ${text}`
  })
  return `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${listed.join('; ')}`
}
