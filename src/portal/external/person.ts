// From what a provider says of somebody to a person of the identity store.
import type { OperationContext } from '../../access/context.ts'
import { isFault } from '../../fault.ts'
import type { Person } from '../portal-directory.ts'
import type { Claims, MatchAttribute, Provider } from './provider.ts'
import { refuse } from './refusal.ts'

/** People as external providers know them; the server hands it in. */
export interface ExternalDirectory {
  findById(context: OperationContext, userId: string): Promise<Person | undefined>
  findPerson(context: OperationContext, attribute: MatchAttribute, value: string): Promise<Person | undefined>
  /** Throws ConflictException when somebody has the name or the address. */
  createPerson(context: OperationContext, person: NewPerson): Promise<Person>
}

export interface NewPerson {
  readonly userName: string
  readonly givenName: string
  readonly familyName: string
  readonly displayName: string
  readonly email: string | undefined
  readonly externalId: string | undefined
}

const longestValue = 1024
const longestName = 128

/** Throws unless the claims lead to an enabled person. */
export async function findPerson(
  context: OperationContext,
  directory: ExternalDirectory,
  provider: Provider,
  claims: Claims,
): Promise<Person> {
  const value = matchValue(provider, claims)
  const isName = provider.matchAttribute !== 'userName' || value === undefined || value === nameOf(value)
  if (value === undefined || !isName) throw refuse('failed', new Error(`no usable claim ${provider.matchClaim}`))
  const person = await directory.findPerson(context, provider.matchAttribute, value)
  if (person?.enabled) return person
  if (person || !provider.createUsers) throw refuse('unknown-person')
  try {
    return await directory.createPerson(context, newPerson(provider, claims, value))
  } catch (error) {
    if (isFault(error)) throw refuse('unknown-person', error)
    throw error
  }
}

/** What the person is found by. An address that the provider has not verified could be anybody's. */
function matchValue(provider: Provider, claims: Claims): string | undefined {
  if (provider.kind === 'oidc' && provider.matchClaim === 'email' && !isVerified(claims)) return undefined
  const value = single(claims[provider.matchClaim])
  return value !== undefined && value.length <= longestValue ? value : undefined
}

function isVerified({ email_verified }: Claims): boolean {
  return email_verified === true || email_verified === 'true'
}

/** A claim that is one text: of several, none is more right than the others. */
function single(claim: unknown): string | undefined {
  const [value, ...others] = Array.isArray(claim) ? claim : [claim]
  const isText = typeof value === 'string' && value.trim() !== '' && !value.includes('\0')
  return isText && others.length === 0 ? value : undefined
}

const schema = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
/** As the identity store takes user names: without spaces and what cannot be seen. */
function nameOf(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{S}\p{N}\p{P}]+/gu, '').slice(0, longestName)
}

/** What providers call the same thing, the OpenID Connect claim first. */
const names = {
  given: ['given_name', 'givenName', 'firstName', 'FirstName', 'urn:oid:2.5.4.42', `${schema}/givenname`],
  family: ['family_name', 'familyName', 'surname', 'sn', 'lastName', 'LastName', 'urn:oid:2.5.4.4', `${schema}/surname`],
  display: ['name', 'displayName', 'urn:oid:2.16.840.1.113730.3.1.241', 'http://schemas.microsoft.com/identity/claims/displayname'],
  email: ['email', 'mail', 'urn:oid:0.9.2342.19200300.100.1.3', `${schema}/emailaddress`],
  userName: ['preferred_username', 'upn', 'uid', `${schema}/upn`],
} as const

function newPerson(provider: Provider, claims: Claims, value: string): NewPerson {
  const find = (claim: keyof typeof names): string | undefined => {
    const found = names[claim].map((name) => single(claims[name])).find((text) => text !== undefined)
    return found?.slice(0, longestValue)
  }
  const { matchAttribute } = provider
  const email = matchAttribute === 'email' ? value : provider.kind === 'saml' || isVerified(claims) ? find('email') : undefined
  const userName = nameOf(matchAttribute === 'externalId' ? (find('userName') ?? email ?? value) : value)
  const [first = userName, ...rest] = (find('display') ?? userName).split(' ')
  const givenName = find('given') ?? first
  const familyName = find('family') ?? (rest.join(' ') || '-')
  return {
    userName,
    givenName,
    familyName,
    displayName: find('display') ?? (familyName === '-' ? givenName : `${givenName} ${familyName}`),
    email,
    externalId: matchAttribute === 'externalId' ? value : undefined,
  }
}
