import { isFault } from '../../fault.ts'
import { Decoder } from '../../wire/decoder.ts'
import { type Model, shapeOf } from '../../wire/model.ts'
import modelJson from '../../wire/models/identitystore.json' with { type: 'json' }
import { type Violation, validationFault } from '../../wire/violation.ts'
import { invalid } from './faults.ts'

// UpdateUser and UpdateGroup take their values as documents, of which the model says nothing. What an attribute may be is known all
// the same: what it may be when a user or group is created.

const model = modelJson as unknown as Model
const decoder = new Decoder(model, 'checked')

export type AttributeOwner = 'CreateUserRequest' | 'CreateGroupRequest'

/** What cannot be set by a path: the store is where it is, and there are no extensions. */
const fixed = new Set(['IdentityStoreId', 'Extensions'])

/**
 * Sets an attribute of `target` by its path (`displayName`, `name.givenName`, `emails`), or removes it when there is no value.
 * Documents may write their members as the path does (`value`) or as the API does (`Value`). Throws ValidationException for a path
 * that there is not and for a value that cannot be one.
 */
export function setAttribute(owner: AttributeOwner, target: Record<string, unknown>, path: string, value: unknown): void {
  const [name = '', inner, ...rest] = path.split('.').map(capital)
  const shape = shapeName(owner, name)
  const isStructure = shape !== undefined && shapeOf(model, shape).type === 'structure'
  const innerShape = inner !== undefined && isStructure ? shapeName(shape, inner) : undefined
  if (!shape || fixed.has(name) || rest.length > 0 || (inner !== undefined && !innerShape)) {
    throw invalid(`The attribute path ${path} is not supported.`)
  }
  if (inner !== undefined && innerShape) {
    const outer = { ...(target[name] as Record<string, unknown> | undefined) }
    put(outer, inner, decode(innerShape, path, value))
    put(target, name, Object.keys(outer).length > 0 ? outer : undefined)
  } else put(target, name, decode(shape, path, value))
}

function put(target: Record<string, unknown>, name: string, value: unknown): void {
  if (value === undefined) delete target[name]
  else target[name] = value
}

function shapeName(structure: string, member: string): string | undefined {
  const { members = {} } = shapeOf(model, structure)
  return Object.hasOwn(members, member) ? members[member]?.shape : undefined
}

function decode(shape: string, path: string, value: unknown): unknown {
  if (value === undefined || value === null) return undefined
  const violations: Violation[] = []
  try {
    const decoded = decoder.of(shape)(withCapitals(value), path, violations, 0)
    if (violations.length > 0) throw validationFault(model, violations)
    return decoded
  } catch (error) {
    if (isFault(error, 'SerializationException')) throw invalid(`The value of ${path} is invalid: ${error.message}`)
    throw error
  }
}

function withCapitals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCapitals)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [capital(name), withCapitals(item)]))
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
