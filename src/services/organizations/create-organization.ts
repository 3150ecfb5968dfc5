import { type OperationContext, transaction } from '../../access/context.ts'
import type { CreateOrganizationRequest, CreateOrganizationResponse } from '../../wire/models/organizations.ts'
import { linkRoles } from '../iam/index.ts'
import { describeOrganizationShape } from './describe-organization.ts'
import { accessDenied, fault } from './faults.ts'
import { newOrganizationId, newRootId } from './identifiers.ts'
import { organizationOfCaller } from './organization.ts'
import { tables } from './tables.ts'

/** Makes the caller's stand-alone account the management account of a new organization with one root. */
export function createOrganization(context: OperationContext, input: CreateOrganizationRequest): Promise<CreateOrganizationResponse> {
  return transaction(context, async (context) => {
    const { accountId } = context.caller
    await lockStandaloneAccount(context, accountId)
    const organizationId = newOrganizationId()
    const rootId = newRootId()
    const now = context.clock.now()
    await tables(context)
      .insertInto('organizations')
      .values({
        id: organizationId,
        management_account_id: accountId,
        root_id: rootId,
        feature_set: input.FeatureSet ?? 'ALL',
        account_count: 1,
        created_at: now,
      })
      .execute()
    await tables(context)
      .insertInto('parents')
      .values({
        id: rootId,
        organization_id: organizationId,
        parent_id: null,
        name: 'Root',
        depth: 0,
        path: `${organizationId}/${rootId}/`,
        created_at: now,
      })
      .execute()
    await tables(context)
      .updateTable('accounts')
      .set({ organization_id: organizationId, parent_id: rootId, joined_method: 'INVITED', joined_at: now })
      .where('id', '=', accountId)
      .execute()
    await linkRoles(context, accountId, ['organizations'])
    return { Organization: describeOrganizationShape(await organizationOfCaller(context)) }
  })
}

async function lockStandaloneAccount(context: OperationContext, accountId: string): Promise<void> {
  const account = await tables(context)
    .selectFrom('accounts')
    .select('organization_id')
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  if (!account) throw accessDenied()
  if (account.organization_id) throw fault('AlreadyInOrganizationException', 'The AWS account is already a member of an organization.')
}
