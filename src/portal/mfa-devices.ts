import { sql } from 'kysely'
import { type OperationContext, transaction } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { randomUUID } from '../random.ts'
import type { Passkey } from './passkeys.ts'
import { readSettings } from './settings.ts'
import { type MfaDevicesTable, tables } from './tables.ts'

/** As IAM Identity Center has it. */
export const mostMfaDevices = 8

export interface MfaDevice {
  readonly id: string
  readonly type: 'totp' | 'passkey'
  readonly name: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

/** What a device proves itself by. */
export type Factor =
  | { readonly type: 'totp'; readonly sealedSecret: string; readonly lastStep: number }
  | { readonly type: 'passkey'; readonly passkey: Passkey }

export type KnownFactor = Factor & { readonly id: string }

/** Oldest first. */
export async function listMfaDevices(context: OperationContext, userId: string): Promise<MfaDevice[]> {
  return (await rowsOf(context, userId)).map(toDevice)
}

export async function listFactors(context: OperationContext, userId: string): Promise<KnownFactor[]> {
  return (await rowsOf(context, userId)).map(toFactor)
}

/** Whose passkey the browser calls so. */
export async function findPasskey(
  context: OperationContext,
  credentialId: string,
): Promise<(Extract<KnownFactor, { type: 'passkey' }> & { userId: string }) | undefined> {
  const row = await tables(context).selectFrom('mfa_devices').selectAll().where('credential_id', '=', credentialId).executeTakeFirst()
  if (!row) return undefined
  const factor = toFactor(row)
  return factor.type === 'passkey' ? { ...factor, userId: row.user_id } : undefined
}

export async function hasMfaDevice(context: OperationContext, userId: string): Promise<boolean> {
  const row = await tables(context).selectFrom('mfa_devices').select('id').where('user_id', '=', userId).limit(1).executeTakeFirst()
  return row !== undefined
}

/** Throws ServiceQuotaExceededException, and ConflictException for a passkey that is registered already. */
export async function addMfaDevice(context: OperationContext, userId: string, name: string, factor: Factor): Promise<MfaDevice> {
  return transaction(context, async (context) => {
    // One after the other, so that the count holds.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`mfa-devices/${userId}`}, 0))`.execute(context.db)
    await checkRoom(context, userId)
    const row = { id: randomUUID(), user_id: userId, type: factor.type, name, created_at: context.clock.now(), last_used_at: null }
    const [added] = await tables(context)
      .insertInto('mfa_devices')
      .values({ ...row, ...columnsOf(factor) })
      .onConflict((existing) => existing.column('credential_id').doNothing())
      .returningAll()
      .execute()
    if (!added) throw new Fault('ConflictException', 'This passkey is registered already.')
    return toDevice(added)
  })
}

export async function checkRoom(context: OperationContext, userId: string): Promise<void> {
  if ((await rowsOf(context, userId)).length < mostMfaDevices) return
  throw new Fault('ServiceQuotaExceededException', `You have ${mostMfaDevices} devices, which is the most. Remove one first.`)
}

/** Writes down that the factor was used. False when it was used in the meantime: what it gave was good once. */
export async function markUsed(context: OperationContext, { id }: KnownFactor, after: Factor): Promise<boolean> {
  const lastUsed = { last_used_at: context.clock.now() }
  const update = tables(context).updateTable('mfa_devices').where('id', '=', id)
  const used =
    after.type === 'totp'
      ? update.set({ ...lastUsed, last_step: after.lastStep }).where('last_step', '<', after.lastStep)
      : update
          .set({ ...lastUsed, counter: after.passkey.counter, backed_up: after.passkey.backedUp })
          // Many count nothing and stay at 0.
          .where((eb) => eb.or([eb('counter', '<', after.passkey.counter), eb('counter', '=', 0)]))
  return (await used.returning('id').execute()).length === 1
}

export async function renameMfaDevice(context: OperationContext, userId: string, id: string, name: string): Promise<MfaDevice> {
  const [row] = await tables(context)
    .updateTable('mfa_devices')
    .set({ name })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returningAll()
    .execute()
  return toDevice(row ?? noSuchDevice(id))
}

export async function removeMfaDevice(context: OperationContext, userId: string, id: string): Promise<void> {
  const [gone] = await tables(context)
    .deleteFrom('mfa_devices')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning('id')
    .execute()
  if (!gone) noSuchDevice(id)
}

/** Throws ConflictException when the person could not sign in without this device. */
export async function checkMayDoWithout(context: OperationContext, userId: string): Promise<void> {
  const { mfa, mfaWithoutDevice } = await readSettings(context)
  if (mfa === 'never' || mfaWithoutDevice !== 'block' || (await rowsOf(context, userId)).length > 1) return
  throw new Fault('ConflictException', 'Nobody signs in here without a device, and this is your last one. Register another first.')
}

function noSuchDevice(id: string): never {
  throw new Fault('ResourceNotFoundException', `There is no such device: ${id}.`)
}

function rowsOf(context: OperationContext, userId: string): Promise<MfaDevicesTable[]> {
  return tables(context)
    .selectFrom('mfa_devices')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(mostMfaDevices)
    .execute()
}

function toDevice({ id, type, name, created_at, last_used_at }: MfaDevicesTable): MfaDevice {
  return { id, type, name, createdAt: created_at.toISOString(), lastUsedAt: last_used_at?.toISOString() ?? null }
}

function toFactor(row: MfaDevicesTable): KnownFactor {
  const { id, type } = row
  if (type === 'totp') return { id, type, sealedSecret: row.sealed_secret ?? '', lastStep: Number(row.last_step) }
  const passkey = {
    credentialId: row.credential_id ?? '',
    publicKey: row.public_key ?? '',
    counter: Number(row.counter),
    transports: row.transports ?? [],
    backedUp: row.backed_up ?? false,
  }
  return { id, type, passkey }
}

function columnsOf(factor: Factor) {
  const none = { credential_id: null, public_key: null, counter: null, transports: null, backed_up: null }
  if (factor.type === 'totp') return { ...none, sealed_secret: factor.sealedSecret, last_step: factor.lastStep }
  const { credentialId, publicKey, counter, transports, backedUp } = factor.passkey
  return {
    sealed_secret: null,
    last_step: null,
    credential_id: credentialId,
    public_key: publicKey,
    counter,
    transports: [...transports],
    backed_up: backedUp,
  }
}
