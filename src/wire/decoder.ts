import { Fault } from '../fault.ts'
import { type Constraint, rangeConstraints, sizeConstraints, stringConstraints } from './constraints.ts'
import { type Model, type Shape, shapeOf } from './model.ts'
import { type Decode, scalarDecoders, wrongType } from './scalars.ts'
import type { Violation } from './violation.ts'

/** No input of these services nests deeper. */
const deepest = 24

/**
 * Compiles the decoders of a model's shapes, each on first use. A value of the wrong JSON type throws SerializationException.
 * `unchecked` is for answers: a client takes what the service sends, only typed.
 */
export class Decoder {
  readonly #model: Model
  readonly #rules: 'checked' | 'unchecked'
  readonly #compiled = new Map<string, Decode>()

  constructor(model: Model, rules: 'checked' | 'unchecked') {
    this.#model = model
    this.#rules = rules
  }

  of(shapeName: string): Decode {
    const known = this.#compiled.get(shapeName)
    if (known) return known
    // Recursive shapes find this forwarder while their own decoder is being made.
    let decode: Decode | undefined
    this.#compiled.set(shapeName, (value, path, violations, depth) => (decode as Decode)(value, path, violations, depth))
    decode = this.#compile(shapeOf(this.#model, shapeName))
    this.#compiled.set(shapeName, decode)
    return decode
  }

  #compile(shape: Shape): Decode {
    switch (shape.type) {
      case 'structure':
        return shape.document ? decodeDocument : this.#compileStructure(shape)
      case 'list':
        return this.#compileList(shape)
      case 'map':
        return this.#compileMap(shape)
      case 'string':
        return this.#checked(scalarDecoders.string, stringConstraints(shape), shape.sensitive)
      case 'integer':
      case 'long':
      case 'double':
      case 'float':
        return this.#checked(scalarDecoders[shape.type], rangeConstraints(shape), shape.sensitive)
      default:
        return scalarDecoders[shape.type]
    }
  }

  #compileStructure(shape: Shape): Decode {
    const required = new Set(shape.required)
    const members = Object.entries(shape.members ?? {}).map(([name, ref]) => ({
      name,
      wireName: ref.locationName ?? name,
      step: name.charAt(0).toLowerCase() + name.slice(1),
      decode: this.of(ref.shape),
      required: required.has(name),
    }))
    const oneOf = shape.union && this.#rules === 'checked' ? members.map(({ step }) => step) : undefined
    return (value, path, violations, depth) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(value, 'a structure')
      if (depth > deepest) throw tooDeep()
      const source = value as Record<string, unknown>
      const result: Record<string, unknown> = {}
      for (const member of members) {
        const given = source[member.wireName]
        if (given !== undefined && given !== null) {
          result[member.name] = member.decode(given, join(path, member.step), violations, depth + 1)
        } else if (member.required) {
          violations.push({ path: join(path, member.step), value: undefined, text: 'Member must not be null', reason: 'INPUT_REQUIRED' })
        }
      }
      const given = oneOf && Object.keys(result).length
      if (oneOf && given !== 1) {
        const text = `Member must have exactly one of [${oneOf.join(', ')}] set`
        violations.push({ path, value: `[${given} members]`, text, reason: 'INPUT_REQUIRED' })
      }
      return result
    }
  }

  #compileList(shape: Shape): Decode {
    const decode = this.of(shape.member?.shape ?? '')
    const constraints = this.#rules === 'checked' ? sizeConstraints(shape) : []
    return (value, path, violations, depth) => {
      if (!Array.isArray(value)) throw wrongType(value, 'a list')
      if (depth > deepest) throw tooDeep()
      // Members of a list that is refused for its size are not looked at, however many they are.
      if (!sizeHolds(value.length, constraints, path, violations)) return []
      return value.map((item, index) => decode(item, `${path}.${index + 1}.member`, violations, depth + 1))
    }
  }

  #compileMap(shape: Shape): Decode {
    const decodeKey = this.of(shape.key?.shape ?? '')
    const decodeValue = this.of(shape.value?.shape ?? '')
    const constraints = this.#rules === 'checked' ? sizeConstraints(shape) : []
    return (value, path, violations, depth) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(value, 'a map')
      if (depth > deepest) throw tooDeep()
      const entries = Object.entries(value)
      if (!sizeHolds(entries.length, constraints, path, violations)) return {}
      return Object.fromEntries(
        entries.map(([key, item]) => [
          decodeKey(key, `${path}.key`, violations, depth + 1),
          decodeValue(item, `${path}.${printed(key)}.member`, violations, depth + 1),
        ]),
      )
    }
  }

  /** A decoder with the rules of its shape after it. */
  #checked<Value>(decode: (value: unknown) => Value, constraints: readonly Constraint<Value>[], sensitive = false): Decode {
    if (constraints.length === 0 || this.#rules === 'unchecked') return decode
    return (value, path, violations) => {
      const decoded = decode(value)
      for (const { text, reason, holds } of constraints) {
        if (!holds(decoded)) violations.push({ path, value: sensitive ? '***' : printed(decoded), text, reason })
      }
      return decoded
    }
  }
}

function sizeHolds(size: number, constraints: readonly Constraint<number>[], path: string, violations: Violation[]): boolean {
  const broken = constraints.find(({ holds }) => !holds(size))
  if (broken) violations.push({ path, value: size === 0 ? '[]' : `[${size} members]`, text: broken.text, reason: broken.reason })
  return broken === undefined
}

/** Any JSON, as deep as other input may be. */
function decodeDocument(value: unknown, path: string, violations: Violation[], depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) throw tooDeep()
  for (const item of Object.values(value)) decodeDocument(item, path, violations, depth + 1)
  return value
}

function join(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`
}

function printed(value: unknown): string {
  const text = String(value)
  return text.length > 256 ? `${text.slice(0, 256)}…` : text
}

function tooDeep(): Fault {
  return new Fault('SerializationException', 'The input is nested too deeply')
}
