import { type OperationContext, transaction } from '../../access/context.ts'
import { requestDigest } from '../../access/request-digest.ts'
import { Fault } from '../../fault.ts'
import { randomUUID } from '../../random.ts'
import type {
  CreateTrustedTokenIssuerRequest,
  CreateTrustedTokenIssuerResponse,
  DeleteTrustedTokenIssuerRequest,
  DescribeTrustedTokenIssuerRequest,
  DescribeTrustedTokenIssuerResponse,
  ErrorCode,
  ListTrustedTokenIssuersRequest,
  ListTrustedTokenIssuersResponse,
  UpdateTrustedTokenIssuerRequest,
} from '../../wire/models/sso-admin.ts'
import { accessDenied, conflict, invalid, notFound } from './faults.ts'
import { findInstance, type Instance, isSameRequest, ownInstance, ownInstanceToFill, readInstancePage } from './instance.ts'
import { type TrustedTokenIssuersTable, tables } from './tables.ts'
import { deleteTags, putTags } from './tags.ts'

/** "Number of trusted token issuers" of an instance (quotas of IAM Identity Center). */
const mostIssuers = 10

/** An identity provider whose tokens applications may exchange; the same ClientToken gives the same one. */
export async function createTrustedTokenIssuer(
  context: OperationContext,
  input: CreateTrustedTokenIssuerRequest,
): Promise<CreateTrustedTokenIssuerResponse> {
  const oidc = input.TrustedTokenIssuerConfiguration.OidcJwtConfiguration
  if (!oidc) throw invalid('TrustedTokenIssuerConfiguration has no OidcJwtConfiguration.')
  return transaction(context, async (context) => {
    const instance = await ownInstanceToFill(context, input.InstanceArn)
    const row: TrustedTokenIssuersTable = {
      arn: `arn:aws:sso::${instance.ownerAccountId}:trustedTokenIssuer/${instance.instanceArn.split('/')[1]}/tti-${randomUUID()}`,
      instance_arn: instance.instanceArn,
      name: input.Name,
      type: input.TrustedTokenIssuerType,
      issuer_url: oidc.IssuerUrl,
      claim_attribute_path: oidc.ClaimAttributePath,
      identity_store_attribute_path: oidc.IdentityStoreAttributePath,
      client_token: input.ClientToken ?? null,
      request_digest: requestDigest(input),
      created_at: context.clock.now(),
    }
    const before = await issuersOf(context, instance).execute()
    const made = before.find(({ client_token }) => client_token !== null && client_token === row.client_token)
    if (made && isSameRequest(made, row)) return { TrustedTokenIssuerArn: made.arn }
    checkUnique(row, before)
    if (before.length >= mostIssuers)
      throw new Fault<ErrorCode>('ServiceQuotaExceededException', `An instance has at most ${mostIssuers} trusted token issuers.`)
    await tables(context).insertInto('trusted_token_issuers').values(row).execute()
    await putTags(context, row.arn, input.Tags ?? [])
    return { TrustedTokenIssuerArn: row.arn }
  })
}

export async function describeTrustedTokenIssuer(
  context: OperationContext,
  { TrustedTokenIssuerArn }: DescribeTrustedTokenIssuerRequest,
): Promise<DescribeTrustedTokenIssuerResponse> {
  const row = await ownIssuer(context, TrustedTokenIssuerArn)
  return {
    ...summarize(row),
    TrustedTokenIssuerConfiguration: {
      OidcJwtConfiguration: {
        IssuerUrl: row.issuer_url,
        ClaimAttributePath: row.claim_attribute_path,
        IdentityStoreAttributePath: row.identity_store_attribute_path,
        JwksRetrievalOption: 'OPEN_ID_DISCOVERY',
      },
    },
  }
}

/** Changes what is given and leaves the rest; the issuer's address never changes. */
export async function updateTrustedTokenIssuer(
  context: OperationContext,
  input: UpdateTrustedTokenIssuerRequest,
): Promise<Record<string, never>> {
  const oidc = input.TrustedTokenIssuerConfiguration?.OidcJwtConfiguration
  const change = {
    ...(input.Name !== undefined && { name: input.Name }),
    ...(oidc?.ClaimAttributePath !== undefined && { claim_attribute_path: oidc.ClaimAttributePath }),
    ...(oidc?.IdentityStoreAttributePath !== undefined && { identity_store_attribute_path: oidc.IdentityStoreAttributePath }),
  }
  return transaction(context, async (context) => {
    const row = await ownIssuer(context, input.TrustedTokenIssuerArn)
    const instance = await ownInstance(context, row.instance_arn, 'lock')
    const others = (await issuersOf(context, instance).execute()).filter(({ arn }) => arn !== row.arn)
    checkUnique({ ...row, ...change, client_token: null }, others)
    if (Object.keys(change).length > 0)
      await tables(context).updateTable('trusted_token_issuers').set(change).where('arn', '=', row.arn).execute()
    return {}
  })
}

/** Grants that name it stay, and are good for nothing. */
export async function deleteTrustedTokenIssuer(
  context: OperationContext,
  { TrustedTokenIssuerArn }: DeleteTrustedTokenIssuerRequest,
): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const { arn } = await ownIssuer(context, TrustedTokenIssuerArn)
    await deleteTags(context, arn)
    await tables(context).deleteFrom('trusted_token_issuers').where('arn', '=', arn).execute()
    return {}
  })
}

export async function listTrustedTokenIssuers(
  context: OperationContext,
  input: ListTrustedTokenIssuersRequest,
): Promise<ListTrustedTokenIssuersResponse> {
  const instance = await ownInstance(context, input.InstanceArn)
  const { rows, nextToken } = await readInstancePage(
    ['ListTrustedTokenIssuers', instance.instanceArn],
    input,
    (after, limit) =>
      issuersOf(context, instance)
        .where('arn', '>', String(after?.[0] ?? ''))
        .orderBy('arn')
        .limit(limit)
        .execute(),
    ({ arn }) => [arn],
  )
  return { TrustedTokenIssuers: rows.map(summarize), ...(nextToken && { NextToken: nextToken }) }
}

/** The issuer, of the caller's instance; throws ResourceNotFoundException. */
export async function ownIssuer(context: OperationContext, arn: string): Promise<TrustedTokenIssuersTable> {
  const instance = await findInstance(context, context.caller.accountId)
  if (!instance) throw accessDenied()
  const row = await issuersOf(context, instance).where('arn', '=', arn).executeTakeFirst()
  if (!row) throw notFound('TrustedTokenIssuer')
  return row
}

const issuersOf = (context: OperationContext, { instanceArn }: Instance) =>
  tables(context).selectFrom('trusted_token_issuers').selectAll().where('instance_arn', '=', instanceArn)

const summarize = ({ arn, name, type }: TrustedTokenIssuersTable) => ({
  TrustedTokenIssuerArn: arn,
  Name: name,
  TrustedTokenIssuerType: type,
})

/** Throws ConflictException when an instance's other issuer has the name, the address or the client token. */
function checkUnique(row: TrustedTokenIssuersTable, others: readonly TrustedTokenIssuersTable[]): void {
  for (const other of others) {
    if (other.name.toLowerCase() === row.name.toLowerCase())
      throw conflict(`A trusted token issuer with the name ${row.name} already exists.`)
    if (other.issuer_url === row.issuer_url) throw conflict(`A trusted token issuer for ${row.issuer_url} already exists.`)
    if (row.client_token !== null && other.client_token === row.client_token)
      throw conflict('The ClientToken was used for another trusted token issuer.')
  }
}
