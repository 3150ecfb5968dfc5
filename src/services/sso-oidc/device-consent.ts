import type { OperationContext } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type { Approver } from './grant.ts'
import { tables } from './tables.ts'
import { readUserCode } from './user-code.ts'

/** Wrong codes that a person may look for in one span. */
const mostMisses = 10
const spanMs = 10 * 60_000

/** What a person is asked on the device page. */
export interface DeviceRequest {
  readonly userCode: string
  readonly state: 'PENDING' | 'ALLOWED' | 'DENIED' | 'USED' | 'EXPIRED'
  readonly clientName: string
  /** Where the request came from. */
  readonly address: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** The request of this code, as it is now. Throws ResourceNotFoundException, and ThrottlingException for who guesses. */
export async function describeDeviceRequest(context: OperationContext, userId: string, typed: string): Promise<DeviceRequest> {
  await countMiss(context, userId)
  const userCode = readUserCode(typed)
  const row = userCode && (await findRequest(context, userCode))
  if (!row)
    throw new Fault('ResourceNotFoundException', 'There is no request with this code. Compare it with the one your command line shows.')
  await forgiveMiss(context, userId)
  const isOver = row.expires_at <= context.clock.now() && (row.status === 'PENDING' || row.status === 'ALLOWED')
  return {
    userCode: row.user_code,
    state: isOver ? 'EXPIRED' : row.status,
    clientName: row.name,
    address: row.address,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

/** The person's answer, once. Throws ConflictException when there is one already, or the time is over. */
export async function decideDeviceRequest(
  context: OperationContext,
  approver: Approver,
  decision: { userCode: string; allow: boolean },
): Promise<DeviceRequest> {
  const request = await describeDeviceRequest(context, approver.userId, decision.userCode)
  const decided = await tables(context)
    .updateTable('device_authorizations')
    .set({
      status: decision.allow ? 'ALLOWED' : 'DENIED',
      user_id: approver.userId,
      mfa: approver.mfaPresent === true,
      proved_at: new Date(approver.authenticatedAt),
    })
    .where('user_code', '=', request.userCode)
    .where('status', '=', 'PENDING')
    .where('expires_at', '>', context.clock.now())
    .returning('user_code')
    .execute()
  if (decided.length === 0) throw new Fault('ConflictException', 'This request was answered already, or its time is over.')
  return { ...request, state: decision.allow ? 'ALLOWED' : 'DENIED' }
}

function findRequest(context: OperationContext, userCode: string) {
  return tables(context)
    .selectFrom('device_authorizations')
    .innerJoin('clients', 'clients.id', 'device_authorizations.client_id')
    .select(['user_code', 'status', 'clients.name', 'device_authorizations.address'])
    .select(['device_authorizations.created_at', 'device_authorizations.expires_at'])
    .where('user_code', '=', userCode)
    .executeTakeFirst()
}

/** Counts as a miss before it is looked, so that guesses at the same moment gain nothing. */
async function countMiss(context: OperationContext, userId: string): Promise<void> {
  const now = context.clock.now()
  await tables(context)
    .deleteFrom('code_guesses')
    .where('user_id', '=', userId)
    .where('since', '<=', new Date(now.getTime() - spanMs))
    .execute()
  const { misses } = await tables(context)
    .insertInto('code_guesses')
    .values({ user_id: userId, misses: 1, since: now })
    .onConflict((existing) => existing.column('user_id').doUpdateSet((eb) => ({ misses: eb('code_guesses.misses', '+', 1) })))
    .returning('misses')
    .executeTakeFirstOrThrow()
  if (misses > mostMisses) throw new Fault('ThrottlingException', 'Too many wrong codes. Try again in ten minutes.')
}

async function forgiveMiss(context: OperationContext, userId: string): Promise<void> {
  await tables(context)
    .updateTable('code_guesses')
    .set((eb) => ({ misses: eb('misses', '-', 1) }))
    .where('user_id', '=', userId)
    .execute()
}
