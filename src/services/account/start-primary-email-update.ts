import type { OperationContext } from '../../access/context.ts'
import type { StartPrimaryEmailUpdateRequest, StartPrimaryEmailUpdateResponse } from '../../wire/models/account.ts'
import { findAccountByEmail, isAccountEmail } from '../organizations/index.ts'
import { conflict, invalidField } from './faults.ts'
import { newCode } from './primary-email-code.ts'
import { tables } from './tables.ts'
import { memberAccount } from './target-account.ts'

/** Begins the change of a member's root e-mail address; a code goes to the new one. A change that was begun before is dropped. */
export function createStartPrimaryEmailUpdate(secretKey: Buffer) {
  return async (
    context: OperationContext,
    { AccountId, PrimaryEmail }: StartPrimaryEmailUpdateRequest,
  ): Promise<StartPrimaryEmailUpdateResponse> => {
    const account = await memberAccount(context, AccountId)
    if (!isAccountEmail(PrimaryEmail)) throw invalidField('primaryEmail', `${PrimaryEmail} is not an e-mail address.`)
    if (account.state !== 'ACTIVE') throw conflict(`Account ${account.id} is ${account.state}.`)
    if (await findAccountByEmail(context, undefined, PrimaryEmail))
      throw conflict('The primary email is already in use by another account.')
    const row = { email: PrimaryEmail, sealed_code: newCode(secretKey), wrong_codes: 0, updated_at: context.clock.now() }
    await tables(context)
      .insertInto('primary_email_updates')
      .values({ account_id: account.id, ...row })
      .onConflict((existing) => existing.column('account_id').doUpdateSet(row))
      .execute()
    return { Status: 'PENDING' }
  }
}
