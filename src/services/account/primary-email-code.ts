import type { OperationContext } from '../../access/context.ts'
import { seal, unseal } from '../../access/seal.ts'
import { randomString } from '../../random.ts'
import { type PrimaryEmailUpdatesTable, tables } from './tables.ts'

const purpose = 'primary-email-code'
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const codeLength = 6

export function newCode(secretKey: Buffer): string {
  return seal(secretKey, purpose, randomString(codeLength, alphabet))
}

export function openCode(secretKey: Buffer, sealed: string): string {
  return unseal(secretKey, purpose, sealed) ?? ''
}

export function findUpdate(context: OperationContext, accountId: string): Promise<PrimaryEmailUpdatesTable | undefined> {
  return tables(context).selectFrom('primary_email_updates').selectAll().where('account_id', '=', accountId).executeTakeFirst()
}

/** The code of a change that waits for it, as the person at the new address would read it in their mail. */
export async function pendingCode(
  context: OperationContext,
  secretKey: Buffer,
  accountId: string,
): Promise<{ email: string; code: string } | undefined> {
  const update = await findUpdate(context, accountId)
  return update?.sealed_code ? { email: update.email, code: openCode(secretKey, update.sealed_code) } : undefined
}
