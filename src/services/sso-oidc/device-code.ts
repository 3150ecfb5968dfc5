import type { OperationContext } from '../../access/context.ts'
import type { Exchange } from './create-token.ts'
import { fault, invalidGrant } from './faults.ts'
import { approverOf, endGrant, startGrant } from './grant.ts'
import { digestOf } from './secret.ts'
import { intervalSeconds } from './start-device-authorization.ts'
import { type DeviceAuthorizationsTable, tables } from './tables.ts'

const intervalMs = intervalSeconds * 1000
/** How many questions may come before their time: the AWS CLI asks twice before it first waits. */
const earlyPolls = 2

/** The client asks until the person has decided; the device code is good for one set of tokens. */
export const exchangeDeviceCode: Exchange = async (context, { client, input, holders }) => {
  if (!input.deviceCode) return fault('InvalidRequestException', 'deviceCode is missing.')
  const find = tables(context)
    .selectFrom('device_authorizations')
    .selectAll()
    .where('device_code_hash', '=', digestOf(input.deviceCode))
    .where('client_id', '=', client.id)
  const known = await find.executeTakeFirst()
  if (!known) return invalidGrant()
  // Grants are always taken before codes.
  const row = known.grant_id ? known : await find.forUpdate().executeTakeFirst()
  if (!row) return invalidGrant()
  if (row.status === 'USED') {
    if (row.grant_id) await endGrant(context, row.grant_id)
    return invalidGrant()
  }
  if (row.expires_at <= context.clock.now()) return fault('ExpiredTokenException', 'The request has expired: begin a new one.')
  if (row.status === 'DENIED') return fault('AccessDeniedException', 'The person denied the request.')
  const { user_id, mfa, proved_at } = row
  if (row.status === 'PENDING' || user_id === null || mfa === null || proved_at === null) return pending(context, row)
  if (!(await holders.isEnabled(context, user_id))) return fault('AccessDeniedException', 'The person may not sign in any more.')
  const { grantId, tokens } = await startGrant(context, {
    client,
    approver: approverOf({ user_id, mfa, proved_at }),
    seconds: await holders.sessionSeconds(context),
  })
  await change(context, row, { status: 'USED', grant_id: grantId })
  return tokens
}

async function pending(context: OperationContext, row: DeviceAuthorizationsTable) {
  const now = context.clock.now().getTime()
  const due = Math.max(row.next_poll_at.getTime(), now)
  if (due - now > earlyPolls * intervalMs) return fault('SlowDownException', `Ask once every ${intervalMs / 1000} s.`)
  await change(context, row, { next_poll_at: new Date(due + intervalMs) })
  return fault('AuthorizationPendingException', 'The person has not decided yet.')
}

async function change(
  context: OperationContext,
  row: DeviceAuthorizationsTable,
  change: Partial<DeviceAuthorizationsTable>,
): Promise<void> {
  await tables(context).updateTable('device_authorizations').set(change).where('device_code_hash', '=', row.device_code_hash).execute()
}
