import { z } from 'zod'
import type { GroupChange, GroupContent, ScimGroup } from './directory.ts'
import { type PatchOperation, parsePath } from './patch-request.ts'
import { invalidValue, refusal } from './scim-fault.ts'
import { describeMeta, type Json } from './user-resource.ts'

export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'
/** In one request. */
const mostMembers = 10_000

const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes('\0'), 'has a NUL character')
const member = z.object({ value: text(100), type: z.string().optional() })
const members = z.array(member).max(mostMembers)
const externalId = z.preprocess((value) => (value === '' || value === null ? undefined : value), text(1_024).optional())
const groupInput = z.object({ displayName: text(1_024), externalId, members: members.nullish() })

/** A group as it is to be; `members` undefined when nothing was said of them. */
export function readGroup(body: unknown): GroupContent & { members: string[] | undefined } {
  const { displayName, externalId, members } = read(groupInput, body)
  return { displayName, externalId, members: members ? idsOf(members) : undefined }
}

/** What a patch changes, its operations one after the other. */
export function readGroupPatch(operations: readonly PatchOperation[]): GroupChange {
  const draft: Draft = { add: new Set(), remove: new Set() }
  for (const { op, path, value } of operations) {
    if (path !== undefined) changeGroup(draft, op, path, value)
    else for (const [name, member] of Object.entries(asObject(op, value))) changeGroup(draft, op, name, member)
  }
  return { ...draft, members: draft.members && [...draft.members], add: [...draft.add], remove: [...draft.remove] } as GroupChange
}

interface Draft {
  displayName?: string
  externalId?: string | null
  members?: Set<string>
  readonly add: Set<string>
  readonly remove: Set<string>
}

function asObject(op: PatchOperation['op'], value: unknown): Json {
  if (op === 'remove') throw refusal(400, 'What is removed needs a path.', 'noTarget')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidValue('Without a path the value is an object of attributes.')
  return value as Json
}

function changeGroup(draft: Draft, op: PatchOperation['op'], text: string, value: unknown): void {
  const { attribute, where, inner } = parsePath(text)
  const name = attribute.toLowerCase()
  if (inner !== undefined && !(name === 'members' && inner === 'value'))
    throw refusal(400, `The path ${text} is not supported.`, 'invalidPath')
  if (name === 'members') changeMembers(draft, op, where ? [{ value: where.value }] : value)
  else if (name === 'displayname' && op !== 'remove') draft.displayName = read(groupInput.shape.displayName, value)
  else if (name === 'externalid') draft.externalId = op === 'remove' ? null : (read(externalId, value) ?? null)
  else if (!['id', 'schemas', 'meta'].includes(name)) throw refusal(400, `The path ${text} cannot be changed so.`, 'invalidPath')
}

function changeMembers(draft: Draft, op: PatchOperation['op'], value: unknown): void {
  const given = value === undefined || value === null ? [] : idsOf(read(members, Array.isArray(value) ? value : [value]))
  const isAll = op === 'replace' || (op === 'remove' && given.length === 0)
  if (isAll) {
    draft.members = new Set(op === 'replace' ? given : [])
    draft.add.clear()
    draft.remove.clear()
    return
  }
  const [into, outOf] = op === 'add' ? [draft.add, draft.remove] : [draft.remove, draft.add]
  for (const id of given) {
    into.add(id)
    outOf.delete(id)
  }
}

function idsOf(list: z.infer<typeof members>): string[] {
  if (list.some(({ type }) => type?.toLowerCase() === 'group')) throw invalidValue('Groups within groups are not supported.')
  return [...new Set(list.map(({ value }) => value))]
}

function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw invalidValue(`${issue?.path.join('.') || 'The value'}: ${issue?.message ?? 'is not valid.'}`)
}

export function describeGroup(group: ScimGroup, base: string, memberIds?: readonly string[]): Json {
  const { id, displayName, externalId } = group
  return {
    schemas: [groupSchema],
    id,
    displayName,
    ...(externalId !== undefined && { externalId }),
    ...(memberIds && { members: memberIds.map((value) => ({ value, type: 'User', $ref: `${base}/Users/${value}` })) }),
    meta: describeMeta('Group', group, base),
  }
}
