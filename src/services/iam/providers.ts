import { type OperationContext, transaction } from '../../access/context.ts'
import { quotaOf } from '../service-quotas/index.ts'
import { alreadyExists, invalidInput, limitExceeded, noSuchEntity } from './faults.ts'
import { type IamTables, tables } from './tables.ts'
import { forgetTags, putTags, type Tag } from './tags.ts'

// What OpenID Connect and SAML providers have in common: they are an account's, known by their ARN, counted, tagged and deleted alike.

export type ProviderKind = 'openid_providers' | 'saml_providers'

interface Rules {
  readonly mostOf: (context: OperationContext, accountId: string) => Promise<number>
  readonly quotaName: string
  readonly arn: RegExp
  readonly missing: string
}

const kinds: Readonly<Record<ProviderKind, Rules>> = {
  openid_providers: {
    mostOf: (context, accountId) => quotaOf(context, accountId, 'OpenID Connect providers'),
    quotaName: 'OpenIdConnectProvidersPerAccount',
    arn: /^arn:/,
    missing: 'OpenIDConnect Provider not found for arn',
  },
  saml_providers: {
    // AWS does not raise it.
    mostOf: async () => 100,
    quotaName: 'SAMLProvidersPerAccount',
    arn: /^arn:aws:iam::\d{12}:saml-provider\/[\w.-]{1,128}$/,
    missing: 'Manifest not found for arn',
  },
}

interface NewProvider {
  readonly arn: string
  /** What it is known by. */
  readonly label: string
  readonly tags: readonly Tag[]
  /** Whether there was none before. */
  readonly insert: (context: OperationContext) => Promise<boolean>
}

/** Throws EntityAlreadyExists and LimitExceeded. */
export async function addProvider(context: OperationContext, kind: ProviderKind, { arn, label, tags, insert }: NewProvider): Promise<void> {
  const { mostOf, quotaName } = kinds[kind]
  const { accountId } = context.caller
  await transaction(context, async (context) => {
    if (!(await insert(context))) throw alreadyExists(`Provider with ${label} already exists.`)
    const { count } = await common(context, kind)
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow()
    const most = await mostOf(context, accountId)
    if (Number(count) > most) throw limitExceeded(`Cannot exceed quota for ${quotaName}: ${most}`)
    await putTags(context, arn, tags)
  })
}

/** The provider, of the caller's account; throws NoSuchEntity. With 'lock' nobody else changes it in this transaction. */
export async function getProvider<Kind extends ProviderKind>(
  context: OperationContext,
  kind: Kind,
  arn: string,
  lock?: 'lock',
): Promise<IamTables[Kind]> {
  if (!kinds[kind].arn.test(arn)) throw invalidInput(`Invalid ARN: ${arn}`)
  const query = common(context, kind).selectAll().where('arn', '=', arn).where('account_id', '=', context.caller.accountId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw noSuchEntity(`${kinds[kind].missing} ${arn}`)
  return row as IamTables[Kind]
}

/** Roles that trust it stay, and open to nobody by it. */
export async function deleteProvider(context: OperationContext, kind: ProviderKind, arn: string): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    await getProvider(context, kind, arn, 'lock')
    await forgetTags(context, arn)
    await tables(context)
      .deleteFrom(kind as 'openid_providers')
      .where('arn', '=', arn)
      .execute()
    return {}
  })
}

/** Both tables have `arn` and `account_id`, which is all that is asked of them here. */
const common = (context: OperationContext, kind: ProviderKind) => tables(context).selectFrom(kind as 'openid_providers')
