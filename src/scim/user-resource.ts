import { z } from 'zod'
import type { ScimUser, UserContent } from './directory.ts'
import { invalidValue } from './scim-fault.ts'

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** A resource on the wire. */
export type Json = Record<string, unknown>

const text = z
  .string()
  .max(1_024)
  .refine((value) => !value.includes('\0'), 'has a NUL character')
/** Clients send an empty text or null to mean that there is none. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional())
const flag = z.preprocess((value) => (typeof value === 'string' ? { true: true, false: false }[value.toLowerCase()] : value), z.boolean())

const entry = (members: Record<string, z.ZodType>) => z.object({ ...members, type: optional(text), primary: optional(flag) })
/** The identity store keeps one of each: the primary, else the first. */
const one = (schema: z.ZodType) =>
  optional(z.array(schema).max(50)).transform((entries) => {
    const list = (entries ?? []) as Json[]
    const chosen = list.find(({ primary }) => primary === true) ?? list[0]
    return chosen && Object.values(chosen).some((value) => value !== undefined) ? [chosen] : undefined
  })

const valued = one(entry({ value: optional(text) }))
const address = { formatted: text, streetAddress: text, locality: text, region: text, postalCode: text, country: text }
const optionals = <Shape extends Record<string, z.ZodType>>(shape: Shape) =>
  Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, optional(schema)])) as unknown as Record<keyof Shape, z.ZodType>

const name = { formatted: text, familyName: text, givenName: text, middleName: text, honorificPrefix: text, honorificSuffix: text }

/** What is kept of a user; other attributes are taken and let go. */
export const keptAttributes = {
  userName: text.min(1).max(128),
  displayName: optional(text),
  name: optional(z.object(optionals(name))),
  nickName: optional(text),
  profileUrl: optional(text),
  emails: valued,
  phoneNumbers: valued,
  addresses: one(entry(optionals(address))),
  userType: optional(text),
  title: optional(text),
  preferredLanguage: optional(text),
  locale: optional(text),
  timezone: optional(text),
} as const

const manager = z.preprocess((value) => (typeof value === 'string' ? { value } : value), z.object({ value: optional(text) }))
const enterprise = z.object(
  optionals({ employeeNumber: text, costCenter: text, organization: text, division: text, department: text, manager }),
)

const userInput = z.object({
  ...keptAttributes,
  externalId: optional(text),
  active: flag.default(true),
  [enterpriseSchema]: optional(enterprise),
})

/** A user as it is to be. Throws 400 invalidValue that names the attribute. */
export function readUser(body: unknown, { exact }: { exact: boolean }): UserContent {
  const result = userInput.safeParse(body)
  if (!result.success) {
    const [issue] = result.error.issues
    throw invalidValue(`${issue?.path.join('.') || 'The user'}: ${issue?.message ?? 'is not valid.'}`)
  }
  const { externalId, active, [enterpriseSchema]: extension, ...attributes } = result.data
  return { externalId, active, attributes: exact ? attributes : named(attributes), enterprise: hasAny(extension) ? extension : undefined }
}

const hasAny = (value: object | undefined): boolean => value !== undefined && Object.values(value).some((member) => member !== undefined)

/** The identity store wants a display name, a given and a family name; many providers have people who lack one. */
function named(attributes: Json): Json {
  const given = (attributes.name ?? {}) as Json
  const userName = String(attributes.userName)
  const joined = [given.givenName, given.familyName].filter(Boolean).join(' ')
  const displayName = String(attributes.displayName ?? given.formatted ?? (joined || userName))
  const [first = userName, ...rest] = displayName.split(' ').filter(Boolean)
  const { givenName = first, familyName = rest.join(' ') || '-' } = given
  return { ...attributes, displayName, name: { ...given, givenName, familyName } }
}

/** The user as a client may send it back: what a patch is applied to. */
export function toDraft({ externalId, active, attributes, enterprise }: UserContent): Json {
  return structuredClone({
    ...attributes,
    active,
    ...(externalId !== undefined && { externalId }),
    ...(enterprise && { [enterpriseSchema]: enterprise }),
  })
}

export function describeUser(user: ScimUser, base: string): Json {
  return {
    schemas: user.enterprise ? [userSchema, enterpriseSchema] : [userSchema],
    id: user.id,
    ...toDraft(user),
    meta: describeMeta('User', user, base),
  }
}

export function describeMeta(
  resourceType: 'User' | 'Group',
  resource: Pick<ScimUser, 'id' | 'createdAt' | 'updatedAt'>,
  base: string,
): Json {
  const { id, createdAt, updatedAt } = resource
  return {
    resourceType,
    created: createdAt.toISOString(),
    lastModified: updatedAt.toISOString(),
    location: `${base}/${resourceType}s/${id}`,
  }
}
