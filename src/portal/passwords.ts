import { hash, verify } from '@node-rs/argon2'
import { type OperationContext, transaction } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { randomString } from '../random.ts'
import { checkPassword } from './password-rules.ts'
import { endResetLinks } from './reset-links.ts'
import { endSessions } from './sessions.ts'
import { type PasswordsTable, tables } from './tables.ts'

// Argon2 is slow on purpose, so it never runs inside a transaction. What was checked outside is compared once more, by its hash, under a
// lock of the password's row (`holdPassword`); whoever replaces a password takes that lock too, and ends the sessions afterwards.

const oneTimeDays = 7
/** 80 bits without look-alikes, plus one of each kind that the rules ask for. */
const oneTimeAlphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** OWASP's parameters for Argon2id, the library's default algorithm: 19 MiB, two passes. */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }
/** Checked when there is no such person, so that the answer takes as long. */
const nobodysHash = hash('nobody has this password', cost)

/** Whose password it is; it may not contain the name. */
export interface Owner {
  readonly userId: string
  readonly userName: string
}

export interface CheckedPassword {
  readonly userId: string
  readonly oneTime: boolean
  /** Of the password that was found to fit. */
  readonly hash: string
}

/** A person's password in force, if this is it; takes as long, and asks the database as often, when there is none. */
export async function checkSignInPassword(
  context: OperationContext,
  userId: string | undefined,
  password: string,
): Promise<CheckedPassword | undefined> {
  const row = await findPassword(context, userId ?? '')
  const fits = await verify(row?.hash ?? (await nobodysHash), password)
  const isOver = row?.expires_at != null && row.expires_at <= context.clock.now()
  return row && fits && !isOver ? { userId: row.user_id, oneTime: row.one_time, hash: row.hash } : undefined
}

/** Within a transaction: keeps the password from being replaced until its end. False when it has been replaced since it was checked. */
export async function holdPassword(context: OperationContext, checked: Pick<CheckedPassword, 'userId' | 'hash'>): Promise<boolean> {
  const row = await tables(context)
    .selectFrom('passwords')
    .select('hash')
    .where('user_id', '=', checked.userId)
    .forShare()
    .executeTakeFirst()
  return row?.hash === checked.hash
}

/** Within a transaction: keeps the person's password, whatever it is, from being replaced until its end. */
export async function lockPassword(context: OperationContext, userId: string): Promise<void> {
  await tables(context).selectFrom('passwords').select('user_id').where('user_id', '=', userId).forShare().execute()
}

/**
 * Replaces a person's password by one of their own choice and ends all their sessions. `also` runs in the same transaction, after that.
 * Throws ValidationException when it breaks the rules or is the one before, and ConflictException when another change was faster.
 */
export async function changePassword<Result>(
  context: OperationContext,
  { userId, userName }: Owner,
  password: string,
  also: (context: OperationContext) => Promise<Result>,
): Promise<Result> {
  checkPassword(password, userName)
  const before = await findPassword(context, userId)
  if (before && (await verify(before.hash, password))) {
    throw new Fault('ValidationException', 'Choose a password other than the present one.', { fields: { field: 'password' } })
  }
  const row = await newRow(context, password, { oneTime: false })
  return transaction(context, async (context) => {
    await storePassword(context, userId, row, before?.hash)
    await endSessions(context, userId)
    const result = await also(context)
    await endResetLinks(context, userId)
    return result
  })
}

/** The person's first password, or one in place of the present. Throws as `changePassword` does. */
export async function setPassword(context: OperationContext, owner: Owner, password: string): Promise<void> {
  await changePassword(context, owner, password, async () => undefined)
}

/** A new one-time password; it ends all sessions of the person and the password before. `also` runs in the same transaction. */
export async function createOneTimePassword(
  context: OperationContext,
  userId: string,
  also: (context: OperationContext) => Promise<void> = async () => {},
): Promise<{ password: string; expiresAt: Date }> {
  const password = `Af1-${[4, 4, 4, 4].map((length) => randomString(length, oneTimeAlphabet)).join('-')}`
  const expiresAt = new Date(context.clock.now().getTime() + oneTimeDays * 24 * 3_600_000)
  const row = await newRow(context, password, { oneTime: true, expiresAt })
  await transaction(context, async (context) => {
    await storePassword(context, userId, row)
    await endSessions(context, userId)
    await also(context)
    await endResetLinks(context, userId)
  })
  return { password, expiresAt }
}

/** False when the person has none yet or has yet to replace a one-time one. */
export async function hasOwnPassword(context: OperationContext, userId: string): Promise<boolean> {
  return (await findPassword(context, userId))?.one_time === false
}

/** What administrators may know of a password; `expired` is a one-time password that was not used in time. */
export interface PasswordDescription {
  readonly state: 'none' | 'one-time' | 'expired' | 'own'
  readonly changedAt?: Date
  readonly expiresAt?: Date
}

export async function describePassword(context: OperationContext, userId: string): Promise<PasswordDescription> {
  const row = await findPassword(context, userId)
  if (!row) return { state: 'none' }
  const isOver = row.expires_at !== null && row.expires_at <= context.clock.now()
  const state = !row.one_time ? 'own' : isOver ? 'expired' : 'one-time'
  return { state, changedAt: row.changed_at, ...(row.expires_at && { expiresAt: row.expires_at }) }
}

function findPassword(context: OperationContext, userId: string): Promise<PasswordsTable | undefined> {
  return tables(context).selectFrom('passwords').selectAll().where('user_id', '=', userId).executeTakeFirst()
}

type NewRow = Omit<PasswordsTable, 'user_id'>

async function newRow(context: OperationContext, password: string, options: { oneTime: boolean; expiresAt?: Date }): Promise<NewRow> {
  const { oneTime, expiresAt = null } = options
  return { hash: await hash(password, cost), one_time: oneTime, expires_at: expiresAt, changed_at: context.clock.now() }
}

/** With `before`, only in place of the password that has this hash. */
async function storePassword(context: OperationContext, userId: string, row: NewRow, before?: string): Promise<void> {
  const stored = await tables(context)
    .insertInto('passwords')
    .values({ user_id: userId, ...row })
    .onConflict((existing) => {
      const replaced = existing.column('user_id').doUpdateSet(row)
      return before === undefined ? replaced : replaced.where('passwords.hash', '=', before)
    })
    .returning('user_id')
    .executeTakeFirst()
  if (!stored) throw new Fault('ConflictException', 'The password was changed a moment ago. Sign in again.')
}
