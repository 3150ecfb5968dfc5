import type { OperationContext } from '../../access/context.ts'
import type { RegisterClientRequest, RegisterClientResponse } from '../../wire/models/sso-oidc.ts'
import { grantTypes } from './client.ts'
import { fault } from './faults.ts'
import { checkRedirectUri } from './redirect-uri.ts'
import { checkScopes } from './scope.ts'
import { digestOf, newId, newSecret } from './secret.ts'
import type { StartUrls } from './start-url.ts'
import { tables } from './tables.ts'

const registrationMs = 90 * 24 * 3_600_000
/** Registrations need no credentials, so each address gets this many an hour. */
const mostAnHour = 200
const mostListed = 10

/** Registers a command line or another program on a person's computer; its secret is told this once. */
export function createRegisterClient(startUrls: StartUrls) {
  return async (context: OperationContext, input: RegisterClientRequest): Promise<RegisterClientResponse> => {
    checkClient(input)
    if (input.issuerUrl !== undefined) startUrls.check(context, input.issuerUrl)
    await checkRate(context)
    const now = context.clock.now()
    const expiresAt = new Date(now.getTime() + registrationMs)
    const client = { id: newId(), secret: newSecret() }
    await tables(context)
      .insertInto('clients')
      .values({
        id: client.id,
        secret_hash: digestOf(client.secret),
        name: input.clientName,
        scopes: input.scopes ?? [],
        // A client that names none is one from before they were named: the device's.
        grant_types: input.grantTypes?.length ? input.grantTypes : ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
        redirect_uris: input.redirectUris ?? [],
        address: context.caller.sourceIp,
        created_at: now,
        expires_at: expiresAt,
      })
      .execute()
    const { origin } = new URL(context.settings.startUrl)
    return {
      clientId: client.id,
      clientSecret: client.secret,
      clientIdIssuedAt: Math.floor(now.getTime() / 1000),
      clientSecretExpiresAt: Math.floor(expiresAt.getTime() / 1000),
      authorizationEndpoint: `${origin}/authorize`,
      tokenEndpoint: `${origin}/token`,
    }
  }
}

function checkClient(input: RegisterClientRequest): void {
  const { clientName, clientType, scopes = [], grantTypes: wanted = [], redirectUris = [] } = input
  if (clientType !== 'public') throw fault('InvalidClientMetadataException', `The client type is 'public', there is no other.`)
  if (!/^[^\p{Cc}\p{Cf}]{1,256}$/u.test(clientName)) {
    throw fault('InvalidClientMetadataException', 'A client name has 1 to 256 printable characters.')
  }
  if (input.entitledApplicationArn !== undefined) {
    throw fault('InvalidRequestException', 'Applications are not offered: leave entitledApplicationArn out.')
  }
  if (Math.max(scopes.length, wanted.length, redirectUris.length) > mostListed) {
    throw fault('InvalidRequestException', `A client lists at most ${mostListed} scopes, grant types and redirect URIs each.`)
  }
  checkScopes(scopes)
  const unknown = wanted.find((grantType) => !(grantTypes as readonly string[]).includes(grantType))
  if (unknown !== undefined) {
    throw fault('UnsupportedGrantTypeException', `The grant type '${unknown.slice(0, 100)}' is not offered; ${grantTypes.join(', ')} are.`)
  }
  redirectUris.forEach(checkRedirectUri)
  if (wanted.includes('authorization_code') && redirectUris.length === 0) {
    throw fault('InvalidRedirectUriException', 'The grant type authorization_code needs a redirect URI.')
  }
}

/** Forgets what has expired, and holds an address that registers without end. */
async function checkRate(context: OperationContext): Promise<void> {
  const now = context.clock.now()
  await tables(context).deleteFrom('clients').where('expires_at', '<=', now).execute()
  const recent = await tables(context)
    .selectFrom('clients')
    .select('id')
    .where('address', '=', context.caller.sourceIp)
    .where('created_at', '>', new Date(now.getTime() - 3_600_000))
    .limit(mostAnHour)
    .execute()
  if (recent.length >= mostAnHour) throw fault('SlowDownException', 'Too many clients were registered from this address. Try again later.')
}
