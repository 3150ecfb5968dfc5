import { timingSafeEqual } from 'node:crypto'
import type { OperationContext } from '../../access/context.ts'
import { fault, invalidClient } from './faults.ts'
import { digestOf } from './secret.ts'
import { type ClientsTable, tables } from './tables.ts'

export const grantTypes = ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'] as const
export type GrantType = (typeof grantTypes)[number]

/** A client whose registration is in force. */
export async function findClient(context: OperationContext, clientId: string): Promise<ClientsTable | undefined> {
  if (!/^[A-Za-z0-9]{1,100}$/.test(clientId)) return undefined
  return tables(context)
    .selectFrom('clients')
    .selectAll()
    .where('id', '=', clientId)
    .where('expires_at', '>', context.clock.now())
    .executeTakeFirst()
}

/** The client that the secret proves; throws InvalidClientException. */
export async function authenticateClient(
  context: OperationContext,
  input: { clientId: string; clientSecret: string },
): Promise<ClientsTable> {
  const client = await findClient(context, input.clientId)
  const given = Buffer.from(digestOf(input.clientSecret))
  if (!client || !timingSafeEqual(given, Buffer.from(client.secret_hash))) throw invalidClient()
  return client
}

/** Throws UnauthorizedClientException unless the client registered for it. */
export function checkGrantType(client: ClientsTable, grantType: GrantType): void {
  if (client.grant_types.includes(grantType)) return
  throw fault('UnauthorizedClientException', `The client is not registered for the grant type ${grantType}.`)
}
