import type { OperationContext } from '../../access/context.ts'
import type { GetPrimaryEmailRequest, GetPrimaryEmailResponse } from '../../wire/models/account.ts'
import { memberAccount } from './target-account.ts'

/** The e-mail address of a member account's root user. */
export async function getPrimaryEmail(context: OperationContext, { AccountId }: GetPrimaryEmailRequest): Promise<GetPrimaryEmailResponse> {
  return { PrimaryEmail: (await memberAccount(context, AccountId)).email }
}
