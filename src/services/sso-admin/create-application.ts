import { type OperationContext, transaction } from '../../access/context.ts'
import { requestDigest } from '../../access/request-digest.ts'
import { randomHex } from '../../random.ts'
import type { CreateApplicationRequest, CreateApplicationResponse } from '../../wire/models/sso-admin.ts'
import { customProvider, describeApplicationShape, signInColumns } from './application.ts'
import { conflict, notFound } from './faults.ts'
import { type Instance, isSameRequest, ownInstanceToFill } from './instance.ts'
import { type ApplicationsTable, tables } from './tables.ts'
import { putTags } from './tags.ts'

/** An application of one's own; the same ClientToken gives the same application. */
export async function createApplication(context: OperationContext, input: CreateApplicationRequest): Promise<CreateApplicationResponse> {
  return transaction(context, async (context) => {
    const instance = await ownInstanceToFill(context, input.InstanceArn)
    if (input.ApplicationProviderArn !== customProvider) throw notFound('ApplicationProvider')
    const row = rowOf(context, input, instance)
    const inserted = await tables(context)
      .insertInto('applications')
      .values(row)
      .onConflict((existing) => existing.doNothing())
      .returning('arn')
      .executeTakeFirst()
    if (!inserted) return described(await madeBefore(context, row), instance)
    await putTags(context, row.arn, input.Tags ?? [])
    return described(row, instance)
  })
}

function rowOf(context: OperationContext, input: CreateApplicationRequest, instance: Instance): ApplicationsTable {
  return {
    arn: `arn:aws:sso::${instance.ownerAccountId}:application/${instance.instanceArn.split('/')[1]}/apl-${randomHex(16)}`,
    instance_arn: instance.instanceArn,
    provider_arn: input.ApplicationProviderArn,
    name: input.Name,
    description: input.Description ?? null,
    enabled: input.Status !== 'DISABLED',
    visible: input.PortalOptions?.Visibility !== 'DISABLED',
    ...signInColumns(input.PortalOptions?.SignInOptions),
    assignment_required: true,
    background_sessions: false,
    client_token: input.ClientToken ?? null,
    request_digest: requestDigest(input),
    created_at: context.clock.now(),
  }
}

/** What the same token made, or a conflict: the name is taken. */
async function madeBefore(context: OperationContext, row: ApplicationsTable): Promise<ApplicationsTable> {
  const before = await tables(context)
    .selectFrom('applications')
    .selectAll()
    .where('instance_arn', '=', row.instance_arn)
    .where('client_token', '=', row.client_token ?? '')
    .executeTakeFirst()
  if (before && isSameRequest(before, row)) return before
  throw conflict(before ? 'The ClientToken was used for another application.' : `An application with the name ${row.name} already exists.`)
}

function described(row: ApplicationsTable, instance: Instance): CreateApplicationResponse {
  const { ApplicationArn, InstanceArn, IdentityStoreArn } = describeApplicationShape(row, instance)
  return { ...(ApplicationArn && { ApplicationArn }), ...(InstanceArn && { InstanceArn }), ...(IdentityStoreArn && { IdentityStoreArn }) }
}
