import { type OperationContext, transaction } from '../../access/context.ts'
import { readMetadata } from '../../access/saml/metadata.ts'
import { wallTime } from '../../clock.ts'
import type {
  CreateSAMLProviderRequest,
  CreateSAMLProviderResponse,
  GetSAMLProviderResponse,
  ListSAMLProvidersResponse,
  UpdateSAMLProviderRequest,
  UpdateSAMLProviderResponse,
} from '../../wire/models/iam.ts'
import { invalidInput, limitExceeded } from './faults.ts'
import { addProvider, getProvider } from './providers.ts'
import { addPrivateKey, readPrivateKeys, removePrivateKey, unsealPrivateKeys } from './saml-private-keys.ts'
import { type SamlProvidersTable, tables } from './tables.ts'
import { checkTags, readTags } from './tags.ts'
import { newUniqueId } from './unique-id.ts'

// SAML providers of an account: whoever has an assertion of theirs can be let into roles (AssumeRoleWithSAML).

/** IAM's quota "Keys per SAML provider". */
const mostCertificates = 10
/** AWS takes ten million characters; a request here has at most a million bytes. */
const longestMetadata = 500_000
/** What says no end lasts so long on AWS. */
const yearsWithoutEnd = 100

interface Provider {
  readonly SAMLProviderArn: string
}

/** `secretKey` seals the keys that decrypt assertions. */
export const createCreateSamlProvider =
  (secretKey: Buffer) =>
  async (context: OperationContext, input: CreateSAMLProviderRequest): Promise<CreateSAMLProviderResponse> => {
    const { accountId } = context.caller
    const tags = [...checkTags(input.Tags)].sort((one, other) => (one.Key < other.Key ? -1 : 1))
    const arn = samlProviderArn(accountId, input.Name)
    const row: SamlProvidersTable = {
      ...{ arn, account_id: accountId, uuid: newUniqueId('SAMLSP'), created_at: context.clock.now() },
      ...(await checkMetadata(context, input.SAMLMetadataDocument)),
      encryption_mode: input.AssertionEncryptionMode ?? null,
    }
    const insert = async (context: OperationContext): Promise<boolean> => {
      const insertion = tables(context).insertInto('saml_providers').values(row)
      const made = await insertion
        .onConflict((existing) => existing.doNothing())
        .returning('arn')
        .executeTakeFirst()
      if (made && input.AddPrivateKey !== undefined) await addPrivateKey(context, secretKey, arn, input.AddPrivateKey)
      if (made) await checkEncryption(context, row)
      return made !== undefined
    }
    await addProvider(context, 'saml_providers', { arn, label: `name ${input.Name}`, tags, insert })
    return { SAMLProviderArn: arn, ...(tags.length > 0 && { Tags: tags }) }
  }

export async function getSamlProvider(context: OperationContext, input: Provider): Promise<GetSAMLProviderResponse> {
  const row = await getProvider(context, 'saml_providers', input.SAMLProviderArn)
  const keys = await readPrivateKeys(context, row.arn)
  return {
    SAMLProviderUUID: row.uuid,
    SAMLMetadataDocument: row.metadata,
    CreateDate: row.created_at,
    ValidUntil: row.valid_until,
    Tags: await readTags(context, row.arn),
    ...(row.encryption_mode && { AssertionEncryptionMode: row.encryption_mode }),
    ...(keys.length > 0 && { PrivateKeyList: keys.map(({ id, created_at }) => ({ KeyId: id, Timestamp: created_at })) }),
  }
}

/** All of the account's, by ARN. */
export async function listSamlProviders(context: OperationContext): Promise<ListSAMLProvidersResponse> {
  const rows = await tables(context)
    .selectFrom('saml_providers')
    .select(['arn', 'valid_until', 'created_at'])
    .where('account_id', '=', context.caller.accountId)
    .orderBy('arn')
    .execute()
  return {
    SAMLProviderList: rows.map(({ arn, valid_until, created_at }) => ({ Arn: arn, ValidUntil: valid_until, CreateDate: created_at })),
  }
}

export const createUpdateSamlProvider =
  (secretKey: Buffer) =>
  async (context: OperationContext, input: UpdateSAMLProviderRequest): Promise<UpdateSAMLProviderResponse> => {
    const { SAMLMetadataDocument, AssertionEncryptionMode, AddPrivateKey, RemovePrivateKey } = input
    if ([SAMLMetadataDocument, AssertionEncryptionMode, AddPrivateKey, RemovePrivateKey].every((each) => each === undefined))
      throw invalidInput('Unable to update identity provider. No updates are defined for metadata or encryption assertion.')
    if (AddPrivateKey !== undefined && RemovePrivateKey !== undefined)
      throw invalidInput('Unable to add and remove private keys in the same request. Set a value for only one of the two parameters.')
    const said = SAMLMetadataDocument === undefined ? undefined : await checkMetadata(context, SAMLMetadataDocument)
    return transaction(context, async (context) => {
      const { arn, ...before } = await getProvider(context, 'saml_providers', input.SAMLProviderArn, 'lock')
      if (AddPrivateKey !== undefined) await addPrivateKey(context, secretKey, arn, AddPrivateKey)
      if (RemovePrivateKey !== undefined) await removePrivateKey(context, arn, RemovePrivateKey)
      const encryption_mode = AssertionEncryptionMode ?? before.encryption_mode
      await checkEncryption(context, { arn, encryption_mode })
      await tables(context)
        .updateTable('saml_providers')
        .set({ ...said, encryption_mode })
        .where('arn', '=', arn)
        .execute()
      return { SAMLProviderArn: arn }
    })
  }

export interface SamlProvider {
  readonly arn: string
  /** Stands in the addresses to which encrypted assertions go. */
  readonly uuid: string
  readonly entityId: string
  readonly certificates: readonly string[]
  readonly validUntil: Date
  readonly encryptionRequired: boolean
  /** PEM. */
  readonly decryptionKeys: readonly string[]
}

export async function findSamlProvider(context: OperationContext, secretKey: Buffer, arn: string): Promise<SamlProvider | undefined> {
  const row = await tables(context).selectFrom('saml_providers').selectAll().where('arn', '=', arn).executeTakeFirst()
  return (
    row && {
      ...{ arn: row.arn, uuid: row.uuid, entityId: row.entity_id, certificates: row.certificates, validUntil: row.valid_until },
      encryptionRequired: row.encryption_mode === 'Required',
      decryptionKeys: await unsealPrivateKeys(context, secretKey, arn),
    }
  )
}

export const samlProviderArn = (accountId: string, name: string): string => `arn:aws:iam::${accountId}:saml-provider/${name}`

/** Throws InvalidInput and LimitExceeded. That a certificate has expired is nobody's concern, as on AWS; the metadata's own end is. */
async function checkMetadata(context: OperationContext, metadata: string) {
  if (metadata.length > longestMetadata) throw invalidInput(`Could not parse metadata. It is longer than ${longestMetadata} characters.`)
  const { entityId, certificates, validUntil } = await readMetadata(metadata).catch((error: unknown) => {
    throw invalidInput(`Could not parse metadata. ${error instanceof Error ? error.message : ''}`)
  })
  if (validUntil && validUntil <= wallTime()) throw invalidInput(`The metadata document ended at ${validUntil.toISOString()}.`)
  if (certificates.length > mostCertificates) throw limitExceeded(`Cannot exceed quota for KeysPerSAMLProvider: ${mostCertificates}`)
  const end = context.clock.now()
  end.setUTCFullYear(end.getUTCFullYear() + yearsWithoutEnd)
  return { metadata, entity_id: entityId, certificates: [...certificates], valid_until: validUntil ?? end }
}

async function checkEncryption(context: OperationContext, row: Pick<SamlProvidersTable, 'arn' | 'encryption_mode'>): Promise<void> {
  if (row.encryption_mode === 'Required' && (await readPrivateKeys(context, row.arn)).length === 0)
    throw invalidInput('Unable to set assertion encryption mode to Required because no private key is provided.')
}
