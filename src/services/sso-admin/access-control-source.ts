import type { ProvisionedUser } from '../identity-store/index.ts'

// Where the value of an attribute for access control comes from: `${path:name.givenName}`, `${path:emails[primary eq true].value}`,
// `${path:enterprise.department}`, by SCIM's names; and the names of before, `${user:email}`. "Supported user attributes" in the user guide.

const aliases: Readonly<Record<string, string>> = {
  'user:email': 'emails[primary eq true].value',
  'user:familyName': 'name.familyName',
  'user:givenName': 'name.givenName',
  'user:middleName': 'name.middleName',
  'user:name': 'displayName',
  'user:preferredUsername': 'userName',
  'user:subject': 'userName',
}

const address = ['streetAddress', 'locality', 'region', 'postalCode', 'country', 'formatted']
const name = ['formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix']
const enterprise = ['employeeNumber', 'costCenter', 'organization', 'division', 'department', 'manager.value', 'manager.displayName']
const plain = ['userName', 'displayName', 'nickName', 'profileUrl', 'userType', 'title', 'preferredLanguage', 'locale', 'timezone']

/** What may follow the name of an attribute. */
const parts: ReadonlyMap<string, readonly string[]> = new Map([
  ...plain.map((attribute): [string, string[]] => [attribute, []]),
  ['name', name],
  ['enterprise', enterprise],
  ['emails', ['value', 'type']],
  ['phoneNumbers', ['value', 'type']],
  ['addresses', address],
])

const lists = new Set(['emails', 'phoneNumbers', 'addresses'])

interface Path {
  readonly attribute: string
  readonly filter?: { readonly name: string; readonly value: string }
  readonly rest: readonly string[]
}

/** Undefined for what is no such path. */
export function readSource(source: string): Path | undefined {
  const inner = /^\$\{((?:path|user):[^{}]+)\}$/.exec(source)?.[1]
  const path = inner?.startsWith('path:') ? inner.slice('path:'.length) : aliases[inner ?? '']
  const found = /^(\w+)(?:\[(type|primary) eq (?:"([\w-]+)"|(true|false))\])?(?:\.([\w.]+))?$/.exec(path ?? '')
  if (!found) return undefined
  const [, attribute = '', filterName, text, truth, rest] = found
  const known = parts.get(attribute)
  if (!known || (known.length > 0 ? !known.includes(rest ?? '') : rest !== undefined)) return undefined
  if (lists.has(attribute) !== (filterName !== undefined)) return undefined
  const filter = filterName === undefined ? undefined : { name: filterName, value: text ?? truth ?? '' }
  return { attribute, ...(filter && { filter }), rest: rest?.split('.') ?? [] }
}

/** What a tag's value may be ("Passing session tags in STS"). */
const tagValue = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u

/** The person's value; undefined when they have none, or none that a session's tag can be. */
export function attributeValue(user: Pick<ProvisionedUser, 'attributes' | 'enterprise'>, source: string): string | undefined {
  const path = readSource(source)
  if (!path) return undefined
  const { attribute, filter, rest } = path
  const whole = attribute === 'enterprise' ? user.enterprise : user.attributes[attribute]
  const chosen = filter && Array.isArray(whole) ? whole.find((each) => String(member(each, filter.name)) === filter.value) : whole
  const value = rest.reduce(member, chosen)
  return typeof value === 'string' && tagValue.test(value) ? value : undefined
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
