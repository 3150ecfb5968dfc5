import type { OperationContext } from '../../access/context.ts'
import type { GetGovCloudAccountInformationRequest } from '../../wire/models/account.ts'
import { notFound } from './faults.ts'
import { targetAccount } from './target-account.ts'

/** There is no GovCloud here (CreateGovCloudAccount says so too): no account is linked to one of it. */
export async function getGovCloudAccountInformation(
  context: OperationContext,
  { StandardAccountId }: GetGovCloudAccountInformationRequest,
): Promise<never> {
  const { id } = await targetAccount(context, StandardAccountId)
  throw notFound(`No GovCloud account is linked to account ${id}.`)
}
