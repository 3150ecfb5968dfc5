import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/account.ts'
import type { ResourceTable } from '../../wire/service.ts'
import { organizationOf } from '../organizations/index.ts'

// "Actions, resources, and condition keys for AWS Account Management" in the service authorization reference.

/** The caller's own account, or by its id one of the caller's organization. */
async function account(context: OperationContext, { AccountId }: { AccountId?: string }): Promise<string[]> {
  const { accountId } = context.caller
  const organization = AccountId === undefined ? undefined : await organizationOf(context, accountId)
  return [
    organization
      ? `arn:aws:account::${organization.managementAccountId}:account/${organization.id}/${AccountId}`
      : `arn:aws:account::${AccountId ?? accountId}:account`,
  ]
}

export const resources: ResourceTable<Operations, OperationContext> = {
  AcceptPrimaryEmailUpdate: account,
  DeleteAlternateContact: account,
  DisableRegion: account,
  EnableRegion: account,
  GetAccountInformation: account,
  GetAlternateContact: account,
  GetContactInformation: account,
  GetGovCloudAccountInformation: (context, { StandardAccountId }) =>
    account(context, StandardAccountId === undefined ? {} : { AccountId: StandardAccountId }),
  GetPrimaryEmail: account,
  GetPrimaryEmailUpdateStatus: account,
  GetRegionOptStatus: account,
  ListRegions: account,
  PutAccountName: account,
  PutAlternateContact: account,
  PutContactInformation: account,
  StartPrimaryEmailUpdate: account,
}
