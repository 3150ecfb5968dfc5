import { hash, verify } from '@node-rs/argon2'
import type { OperationContext } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { randomString } from '../random.ts'
import { checkPassword } from './password-rules.ts'
import { endSessions } from './sessions.ts'
import { type PasswordsTable, tables } from './tables.ts'

const oneTimeDays = 7
/** 80 bits without look-alikes, plus one of each kind that the rules ask for. */
const oneTimeAlphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** OWASP's parameters for Argon2id, the library's default algorithm: 19 MiB, two passes. */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }
/** Checked when there is no such person, so that the answer takes as long. */
const nobodysHash = hash('nobody has this password', cost)

export type PasswordCheck = { readonly userId: string; readonly oneTime: boolean } | undefined

/** True of a person's password in force; takes as long, and asks the database as often, when there is none. */
export async function checkSignInPassword(context: OperationContext, userId: string | undefined, password: string): Promise<PasswordCheck> {
  const row = await findPassword(context, userId ?? '')
  const fits = await verify(row?.hash ?? (await nobodysHash), password)
  const isOver = row?.expires_at != null && row.expires_at <= context.clock.now()
  return row && fits && !isOver ? { userId: row.user_id, oneTime: row.one_time } : undefined
}

/** A password of the person's own choice. Throws ValidationException when it breaks the rules or is the one before. */
export async function setPassword(context: OperationContext, userId: string, password: string): Promise<void> {
  checkPassword(password)
  const row = await findPassword(context, userId)
  if (row && (await verify(row.hash, password))) {
    throw new Fault('ValidationException', 'Choose a password other than the present one.', { fields: { field: 'password' } })
  }
  await storePassword(context, userId, password, { oneTime: false })
}

/** A new one-time password; it ends all sessions of the person and the password before. */
export async function createOneTimePassword(context: OperationContext, userId: string): Promise<{ password: string; expiresAt: Date }> {
  const password = `Af1-${[4, 4, 4, 4].map((length) => randomString(length, oneTimeAlphabet)).join('-')}`
  const expiresAt = new Date(context.clock.now().getTime() + oneTimeDays * 24 * 3_600_000)
  await storePassword(context, userId, password, { oneTime: true, expiresAt })
  await endSessions(context, userId)
  return { password, expiresAt }
}

/** False when the person has none yet or has yet to replace a one-time one. */
export async function hasOwnPassword(context: OperationContext, userId: string): Promise<boolean> {
  return (await findPassword(context, userId))?.one_time === false
}

function findPassword(context: OperationContext, userId: string): Promise<PasswordsTable | undefined> {
  return tables(context).selectFrom('passwords').selectAll().where('user_id', '=', userId).executeTakeFirst()
}

async function storePassword(
  context: OperationContext,
  userId: string,
  password: string,
  options: { oneTime: boolean; expiresAt?: Date },
): Promise<void> {
  const row = {
    hash: await hash(password, cost),
    one_time: options.oneTime,
    expires_at: options.expiresAt ?? null,
    changed_at: context.clock.now(),
  }
  await tables(context)
    .insertInto('passwords')
    .values({ user_id: userId, ...row })
    .onConflict((existing) => existing.column('user_id').doUpdateSet(row))
    .execute()
}
