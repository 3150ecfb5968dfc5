// Credentials: long-term access keys (rows, their secret sealed) and temporary ones (no rows: the session token is the sealed credential).
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { randomBytes } from '../random.ts'
import { newAccessKeyId } from './access-key-id.ts'
import type { Caller } from './caller.ts'
import type { OperationContext } from './context.ts'
import { seal, unseal } from './seal.ts'

/** A caller as credentials tell it: all but where it calls from. */
export type Principal = Omit<Caller, 'sourceIp' | 'userAgent'>

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface TemporaryCredentials extends AccessKey {
  readonly sessionToken: string
  readonly expiration: Date
}

type AccessTables = {
  access_keys: {
    access_key_id: string
    sealed_secret: string
    account_id: string
    user_id: string
    user_arn: string
    status: 'Active' | 'Inactive'
    created_at: Date
  }
}

export const accessTables = (db: Database) => db.withSchema('access').withTables<AccessTables>()

const keyPurpose = 'access-key'
const sessionPurpose = 'session'

function newAccessKey(prefix: 'AKIA' | 'ASIA', accountId: string): AccessKey {
  return { accessKeyId: newAccessKeyId(prefix, accountId), secretAccessKey: randomBytes(30).toString('base64') }
}

/** A long-term key of an IAM user; this is the only time its secret is seen. */
export async function createAccessKey(
  context: OperationContext,
  secretKey: Buffer,
  user: { accountId: string; arn: string; userId: string },
): Promise<AccessKey> {
  const key = newAccessKey('AKIA', user.accountId)
  const row = {
    access_key_id: key.accessKeyId,
    sealed_secret: seal(secretKey, keyPurpose, key.secretAccessKey),
    account_id: user.accountId,
    user_id: user.userId,
    user_arn: user.arn,
    status: 'Active' as const,
    created_at: context.clock.now(),
  }
  await accessTables(context.db).insertInto('access_keys').values(row).execute()
  return key
}

interface SealedSession {
  readonly key: AccessKey
  readonly principal: Omit<Principal, 'accessKeyId'>
  readonly expiresAt: number
}

/** Temporary credentials of a role session; nothing is stored. */
export function issueTemporaryCredentials(
  secretKey: Buffer,
  principal: Omit<Principal, 'accessKeyId'>,
  expiration: Date,
): TemporaryCredentials {
  const key = newAccessKey('ASIA', principal.accountId)
  const session: SealedSession = { key, principal, expiresAt: expiration.getTime() }
  return { ...key, sessionToken: seal(secretKey, sessionPurpose, pack(session)), expiration }
}

/** A token goes into a header, and ten managed policies would fill one. */
function pack(session: SealedSession): string {
  return deflateRawSync(JSON.stringify(session)).toString('base64')
}

function unpack(text: string): SealedSession {
  return JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString('utf8'))
}

export type FoundPrincipal =
  | { readonly secretAccessKey: string; readonly principal: Principal; readonly trusted?: boolean }
  | 'unknown'
  | 'expired'

/** How long a long-term key is taken from memory: a disabled key works that much longer, on each node. */
const cacheMs = 5_000
const mostCached = 5_000

/**
 * Looks credentials up for the signature check. `trustAs`: a key that is not ours acts as this principal, its signature
 * unchecked (the setting trust-any-credentials).
 */
export function createCredentialFinder(options: { db: Database; secretKey: Buffer; clock: Clock; trustAs?: Principal | undefined }) {
  const { db, secretKey, clock, trustAs } = options
  const cache = new Map<string, { found: FoundPrincipal; untilMs: number }>()

  const findLongTerm = async (accessKeyId: string): Promise<FoundPrincipal> => {
    const known = cache.get(accessKeyId)
    if (known && known.untilMs > clock.now().getTime()) return known.found
    const row = await accessTables(db).selectFrom('access_keys').selectAll().where('access_key_id', '=', accessKeyId).executeTakeFirst()
    const secretAccessKey = row?.status === 'Active' ? unseal(secretKey, keyPurpose, row.sealed_secret) : undefined
    if (!row || secretAccessKey === undefined) return 'unknown'
    const { account_id: accountId, user_arn: arn, user_id: userId } = row
    const found = { secretAccessKey, principal: { type: 'iam-user' as const, accountId, arn, principalArn: arn, userId, accessKeyId } }
    if (cache.size >= mostCached) cache.clear()
    cache.set(accessKeyId, { found, untilMs: clock.now().getTime() + cacheMs })
    return found
  }

  const findTemporary = (accessKeyId: string, sessionToken: string): FoundPrincipal => {
    const text = unseal(secretKey, sessionPurpose, sessionToken)
    const session = text === undefined ? undefined : unpack(text)
    if (session?.key.accessKeyId !== accessKeyId) return 'unknown'
    if (session.expiresAt <= clock.now().getTime()) return 'expired'
    return { secretAccessKey: session.key.secretAccessKey, principal: { ...session.principal, accessKeyId } }
  }

  return async (accessKeyId: string, sessionToken: string | undefined): Promise<FoundPrincipal> => {
    const found = sessionToken === undefined ? await findLongTerm(accessKeyId) : findTemporary(accessKeyId, sessionToken)
    if (found === 'unknown' && trustAs) return { secretAccessKey: '', principal: { ...trustAs, accessKeyId }, trusted: true }
    return found
  }
}
