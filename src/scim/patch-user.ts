import { type PatchOperation, type Path, parsePath } from './patch-request.ts'
import { refusal } from './scim-fault.ts'
import { enterpriseSchema, type Json, keptAttributes, userSchema } from './user-resource.ts'

/** What a patch may name and does not change. */
const ignored = new Set(['id', 'schemas', 'meta', 'groups', 'password'])
const attributeNames = [...Object.keys(keptAttributes), 'externalId', 'active']
const severalValued = new Set(['emails', 'phoneNumbers', 'addresses'])
const enterpriseNames = ['employeeNumber', 'costCenter', 'organization', 'division', 'department', 'manager']
const mostEntries = 50

/** Applies a patch to a user as toDraft gives it; whether the outcome is a user is checked afterwards. */
export function patchUser(draft: Json, operations: readonly PatchOperation[]): Json {
  for (const operation of operations) {
    if (operation.path !== undefined) apply(draft, operation, operation.path)
    else for (const [path, value] of membersOf(operation)) applyMember(draft, { ...operation, value }, path)
  }
  return draft
}

/** Without a path the value names its attributes itself. */
function membersOf({ op, value }: PatchOperation): [string, unknown][] {
  if (op === 'remove') throw refusal(400, 'What is removed needs a path.', 'noTarget')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refusal(400, 'Without a path the value is an object of attributes.', 'invalidValue')
  return Object.entries(value)
}

/** What we do not keep may be among many attributes; named alone, by a path, it is an error. */
function applyMember(draft: Json, operation: PatchOperation, path: string): void {
  const { value } = operation
  if (path.toLowerCase() === enterpriseSchema.toLowerCase() && typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) setEnterprise(draft, operation.op, name, member)
    return
  }
  try {
    apply(draft, operation, path)
  } catch (error) {
    if ((error as { fields?: { scimType?: unknown } }).fields?.scimType !== 'invalidPath') throw error
  }
}

function apply(draft: Json, { op, value }: PatchOperation, text: string): void {
  const path = parsePath(text)
  if (ignored.has(path.attribute)) return
  const { extension } = path
  if (extension?.toLowerCase() === enterpriseSchema.toLowerCase()) setEnterprise(draft, op, path.attribute, value)
  else applyToCore(draft, { op, value, path, text })
}

function applyToCore(draft: Json, { op, value, path, text }: Omit<PatchOperation, 'path'> & { path: Path; text: string }): void {
  const { extension } = path
  const attribute = spelled(attributeNames, path.attribute)
  if (!attribute || (extension && extension.toLowerCase() !== userSchema.toLowerCase()))
    throw refusal(400, `There is no attribute ${text}.`, 'invalidPath')
  if (severalValued.has(attribute)) {
    setEntries(draft, { op, value, path: { ...path, attribute } })
    return
  }
  if (path.where) throw refusal(400, `${attribute} has one value: ${text} is not supported.`, 'invalidPath')
  if (path.inner === undefined) {
    set(draft, op, attribute, value)
    return
  }
  if (attribute !== 'name') throw refusal(400, `${attribute} has no parts: ${text} is not supported.`, 'invalidPath')
  const name = { ...(draft.name as Json | undefined) }
  set(name, op, path.inner, value)
  draft.name = name
}

function spelled(names: readonly string[], name: string): string | undefined {
  return names.find((known) => known.toLowerCase() === name.toLowerCase())
}

/** Adding to a structure leaves its other parts; replacing it too, as clients mean it. */
function set(target: Json, op: PatchOperation['op'], name: string, value: unknown): void {
  const before = target[name]
  if (op === 'remove') delete target[name]
  else if (isObject(value) && isObject(before)) target[name] = { ...before, ...value }
  else target[name] = value
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

function setEnterprise(draft: Json, op: PatchOperation['op'], name: string, value: unknown): void {
  const attribute = spelled(enterpriseNames, name)
  if (!attribute) throw refusal(400, `There is no attribute ${enterpriseSchema}:${name}.`, 'invalidPath')
  const extension = { ...(draft[enterpriseSchema] as Json | undefined) }
  set(extension, op, attribute, value)
  draft[enterpriseSchema] = extension
}

function setEntries(draft: Json, { op, value, path }: { op: PatchOperation['op']; value: unknown; path: Path }): void {
  const { attribute, where, inner } = path
  const before = Array.isArray(draft[attribute]) ? (draft[attribute] as Json[]) : []
  const after = where || inner ? changeEntries(before, { op, value, where, inner }) : allEntries(before, op, value)
  if (after.length > mostEntries) throw refusal(400, `There are more than ${mostEntries} ${attribute}.`, 'tooMany')
  if (after.length === 0) delete draft[attribute]
  else draft[attribute] = after
}

function allEntries(before: Json[], op: PatchOperation['op'], value: unknown): Json[] {
  if (op === 'remove') return []
  const given = (Array.isArray(value) ? value : [value]).map((entry): Json => (isObject(entry) ? entry : { value: entry }))
  if (op === 'replace') return given
  const isNew = (entry: Json): boolean => !before.some((old) => old.value === entry.value && old.type === entry.type)
  const hasPrimary = given.some(({ primary }) => primary === true)
  // There is one primary at a time.
  return [...before.map((entry) => (hasPrimary ? { ...entry, primary: false } : entry)), ...given.filter(isNew)]
}

/** The entries that the path picks; setting one that is not there makes it. */
function changeEntries(before: Json[], { op, value, where, inner }: Pick<Path, 'where' | 'inner'> & Omit<PatchOperation, 'path'>): Json[] {
  const isPicked = (entry: Json): boolean => where === undefined || entry[where.attribute] === where.value
  if (op === 'remove' && inner === undefined) return before.filter((entry) => !isPicked(entry))
  const changed = (entry: Json): Json => {
    if (inner === undefined) return { ...entry, ...(isObject(value) ? value : { value }) }
    const { [inner]: _, ...rest } = entry
    return op === 'remove' ? rest : { ...rest, [inner]: value }
  }
  if (before.some(isPicked)) return before.map((entry) => (isPicked(entry) ? changed(entry) : entry))
  return op === 'remove' ? before : [...before, changed(where ? { [where.attribute]: where.value } : {})]
}
