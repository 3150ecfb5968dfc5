import { timingSafeEqual } from 'node:crypto'
import { type OperationContext, transaction } from '../../access/context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import type { AcceptPrimaryEmailUpdateRequest, AcceptPrimaryEmailUpdateResponse } from '../../wire/models/account.ts'
import { changeAccountEmail } from '../organizations/index.ts'
import { conflict, invalidField, notFound } from './faults.ts'
import { findUpdate, openCode } from './primary-email-code.ts'
import { tables } from './tables.ts'
import { memberAccount } from './target-account.ts'

const codeHours = 24
const mostWrongCodes = 5

/** Ends the change of a member's root e-mail address with the code that was sent to the new one. */
export function createAcceptPrimaryEmailUpdate(secretKey: Buffer) {
  return async (
    context: OperationContext,
    { AccountId, PrimaryEmail, Otp }: AcceptPrimaryEmailUpdateRequest,
  ): Promise<AcceptPrimaryEmailUpdateResponse> => {
    const account = await memberAccount(context, AccountId)
    if (!(await takeCode(context, secretKey, account.id, PrimaryEmail, Otp))) throw invalidField('otp', 'The OTP is incorrect.')
    await whenFree(() =>
      transaction(context, async (context) => {
        await changeAccountEmail(context, account.id, PrimaryEmail)
        await tables(context)
          .updateTable('primary_email_updates')
          .set({ sealed_code: null, updated_at: context.clock.now() })
          .where('account_id', '=', account.id)
          .execute()
      }),
    )
    return { Status: 'ACCEPTED' }
  }
}

/** Addresses are unique: of two accounts that ask for one, the first has it. */
async function whenFree(change: () => Promise<void>): Promise<void> {
  try {
    await change()
  } catch (error) {
    if (isUniqueViolation(error)) throw conflict('The primary email is already in use by another account.')
    throw error
  }
}

/** Counts a wrong code; after five, and after a day, the change has to be begun anew. Throws ResourceNotFoundException then. */
async function takeCode(context: OperationContext, secretKey: Buffer, accountId: string, email: string, code: string): Promise<boolean> {
  const update = await findUpdate(context, accountId)
  const oldest = new Date(context.clock.now().getTime() - codeHours * 3_600_000)
  if (!update?.sealed_code || update.email !== email || update.wrong_codes >= mostWrongCodes || update.updated_at < oldest)
    throw notFound('There is no update of the primary email that waits for this code; start one.')
  const [given, wanted] = [Buffer.from(code), Buffer.from(openCode(secretKey, update.sealed_code))]
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return true
  await tables(context)
    .updateTable('primary_email_updates')
    .set(({ eb }) => ({ wrong_codes: eb('wrong_codes', '+', 1) }))
    .where('account_id', '=', accountId)
    .execute()
  return false
}
