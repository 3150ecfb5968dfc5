import { type OperationContext, transaction } from '../../access/context.ts'
import { isSafeAddress } from '../../access/outgoing.ts'
import type {
  AddClientIDToOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse,
  GetOpenIDConnectProviderResponse,
  ListOpenIDConnectProvidersResponse,
  UpdateOpenIDConnectProviderThumbprintRequest,
} from '../../wire/models/iam.ts'
import { limitExceeded, validation } from './faults.ts'
import { addProvider, getProvider } from './providers.ts'
import { type OpenidProvidersTable, tables } from './tables.ts'
import { checkTags, readTags } from './tags.ts'

// OpenID Connect providers of an account: whoever has a token of theirs can be let into roles (AssumeRoleWithWebIdentity).

/** IAM's quotas: client ids and thumbprints of a provider. */
const mostClientIds = 100
const mostThumbprints = 5

interface Provider {
  readonly OpenIDConnectProviderArn: string
}

/** The provider is not asked; thumbprints are kept and not looked at, since its certificate is checked as any other. */
export async function createOpenIdProvider(
  context: OperationContext,
  input: CreateOpenIDConnectProviderRequest,
): Promise<CreateOpenIDConnectProviderResponse> {
  const { accountId } = context.caller
  const url = checkUrl(input.Url)
  const tags = checkTags(input.Tags)
  const row: OpenidProvidersTable = {
    arn: openIdProviderArn(accountId, url),
    account_id: accountId,
    url,
    client_ids: [...new Set(input.ClientIDList ?? [])],
    thumbprints: [...new Set(input.ThumbprintList ?? [])],
    created_at: context.clock.now(),
  }
  checkLists(row)
  const insert = async (context: OperationContext): Promise<boolean> => {
    const insertion = tables(context).insertInto('openid_providers').values(row)
    const made = await insertion
      .onConflict((existing) => existing.doNothing())
      .returning('arn')
      .executeTakeFirst()
    return made !== undefined
  }
  await addProvider(context, 'openid_providers', { arn: row.arn, label: `url ${url}`, tags, insert })
  return { OpenIDConnectProviderArn: row.arn, ...(tags.length > 0 && { Tags: [...tags] }) }
}

export async function getOpenIdProvider(context: OperationContext, input: Provider): Promise<GetOpenIDConnectProviderResponse> {
  const row = await getProvider(context, 'openid_providers', input.OpenIDConnectProviderArn)
  return {
    Url: row.url.replace(/^https:\/\//, ''),
    ClientIDList: row.client_ids,
    ThumbprintList: row.thumbprints,
    CreateDate: row.created_at,
    Tags: await readTags(context, row.arn),
  }
}

/** All of the account's, by ARN. */
export async function listOpenIdProviders(context: OperationContext): Promise<ListOpenIDConnectProvidersResponse> {
  const rows = await tables(context)
    .selectFrom('openid_providers')
    .select('arn')
    .where('account_id', '=', context.caller.accountId)
    .orderBy('arn')
    .execute()
  return { OpenIDConnectProviderList: rows.map(({ arn }) => ({ Arn: arn })) }
}

export function updateThumbprints(context: OperationContext, input: UpdateOpenIDConnectProviderThumbprintRequest) {
  return change(context, input, () => ({ thumbprints: [...new Set(input.ThumbprintList)] }))
}

/** One that is there already is no error. */
export function addClientId(context: OperationContext, input: AddClientIDToOpenIDConnectProviderRequest) {
  return change(context, input, ({ client_ids }) => ({ client_ids: [...new Set([...client_ids, input.ClientID])] }))
}

/** One that is not there is no error. */
export function removeClientId(context: OperationContext, input: AddClientIDToOpenIDConnectProviderRequest) {
  return change(context, input, ({ client_ids }) => ({ client_ids: client_ids.filter((id) => id !== input.ClientID) }))
}

export interface OpenIdProvider {
  readonly arn: string
  readonly url: string
  readonly clientIds: readonly string[]
}

/** An account's provider with this address, which is what its tokens name as issuer. */
export async function findOpenIdProvider(context: OperationContext, accountId: string, url: string): Promise<OpenIdProvider | undefined> {
  const row = await tables(context)
    .selectFrom('openid_providers')
    .selectAll()
    .where('arn', '=', openIdProviderArn(accountId, url))
    .executeTakeFirst()
  return row?.url === url ? { arn: row.arn, url: row.url, clientIds: row.client_ids } : undefined
}

/** `arn:aws:iam::<account>:oidc-provider/<address without its scheme>` */
export const openIdProviderArn = (accountId: string, url: string): string =>
  `arn:aws:iam::${accountId}:oidc-provider/${url.replace(/^https?:\/\//, '')}`

async function change(
  context: OperationContext,
  input: Provider,
  make: (row: OpenidProvidersTable) => Partial<Pick<OpenidProvidersTable, 'client_ids' | 'thumbprints'>>,
): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const row = await getProvider(context, 'openid_providers', input.OpenIDConnectProviderArn, 'lock')
    const changed = make(row)
    checkLists({ ...row, ...changed })
    await tables(context).updateTable('openid_providers').set(changed).where('arn', '=', row.arn).execute()
    return {}
  })
}

/** https, or http on this machine; without query and fragment. */
function checkUrl(address: string): string {
  const url = URL.parse(address)
  if (!url || !isSafeAddress(address) || url.search || url.hash) throw validation('Invalid Open ID Connect Provider URL')
  return address.replace(/\/$/, '')
}

function checkLists({ client_ids, thumbprints }: OpenidProvidersTable): void {
  if (client_ids.length > mostClientIds) throw limitExceeded(`Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${mostClientIds}`)
  if (thumbprints.length > mostThumbprints) throw validation(`Thumbprint list must contain no more than ${mostThumbprints} entries.`)
  if (thumbprints.some((thumbprint) => !/^[0-9a-f]{40}$/i.test(thumbprint))) throw validation('Thumbprints are 40 hexadecimal digits.')
}
