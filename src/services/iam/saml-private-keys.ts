import { createPrivateKey } from 'node:crypto'
import type { OperationContext } from '../../access/context.ts'
import { seal, unseal } from '../../access/seal.ts'
import { invalidInput, limitExceeded } from './faults.ts'
import { tables } from './tables.ts'
import { newUniqueId } from './unique-id.ts'

// Keys of SAML providers that decrypt assertions. They are never shown again.

const mostKeys = 2
const shortestModulus = 2048

const purposeOf = (providerArn: string, id: string): string => `saml-private-key ${providerArn} ${id}`

/** PEM. Throws InvalidInput and LimitExceeded. */
export async function addPrivateKey(context: OperationContext, secretKey: Buffer, providerArn: string, pem: string): Promise<void> {
  const key = readKey(pem)
  if ((await readPrivateKeys(context, providerArn)).length >= mostKeys) throw limitExceeded(`Private key limit of ${mostKeys} is reached.`)
  const id = newUniqueId('SAMLPK')
  const row = { id, sealed_key: seal(secretKey, purposeOf(providerArn, id), key), created_at: context.clock.now() }
  await tables(context)
    .insertInto('saml_private_keys')
    .values({ provider_arn: providerArn, ...row })
    .execute()
}

/** Throws InvalidInput. */
export async function removePrivateKey(context: OperationContext, providerArn: string, id: string): Promise<void> {
  const { numDeletedRows } = await tables(context)
    .deleteFrom('saml_private_keys')
    .where('provider_arn', '=', providerArn)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw invalidInput('Failed to remove private key because the Key ID does not match a private key.')
}

/** At most two, the oldest first. */
export function readPrivateKeys(context: OperationContext, providerArn: string) {
  return tables(context)
    .selectFrom('saml_private_keys')
    .selectAll()
    .where('provider_arn', '=', providerArn)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** PEM of each. */
export async function unsealPrivateKeys(context: OperationContext, secretKey: Buffer, providerArn: string): Promise<string[]> {
  const rows = await readPrivateKeys(context, providerArn)
  return rows.flatMap(({ id, sealed_key }) => unseal(secretKey, purposeOf(providerArn, id), sealed_key) ?? [])
}

function readKey(pem: string): string {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= shortestModulus)
      return key.export({ type: 'pkcs8', format: 'pem' }).toString()
  } catch {
    // Said below, without what was given.
  }
  throw invalidInput(
    `Invalid private key. It has to be an RSA key of at least ${shortestModulus} bits as a PEM file, without a passphrase.`,
  )
}
