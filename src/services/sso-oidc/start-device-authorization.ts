import type { OperationContext } from '../../access/context.ts'
import type { StartDeviceAuthorizationRequest, StartDeviceAuthorizationResponse } from '../../wire/models/sso-oidc.ts'
import { authenticateClient, checkGrantType } from './client.ts'
import { fault } from './faults.ts'
import { digestOf, newSecret } from './secret.ts'
import type { StartUrls } from './start-url.ts'
import { type ClientsTable, tables } from './tables.ts'
import { newUserCode } from './user-code.ts'

const expiresInSeconds = 600
/** How long a client waits between two questions. */
export const intervalSeconds = 1
/** Requests of one client that wait for a person at the same time. */
const mostPending = 50

/** Begins the sign-in of a client that cannot be reached by a browser: the person compares a code. */
export function createStartDeviceAuthorization(startUrls: StartUrls) {
  return async (context: OperationContext, input: StartDeviceAuthorizationRequest): Promise<StartDeviceAuthorizationResponse> => {
    const client = await authenticateClient(context, input)
    checkGrantType(client, 'urn:ietf:params:oauth:grant-type:device_code')
    startUrls.check(context, input.startUrl)
    await checkRate(context, client)
    const now = context.clock.now()
    const deviceCode = newSecret()
    const userCode = newUserCode()
    await tables(context)
      .insertInto('device_authorizations')
      .values({
        device_code_hash: digestOf(deviceCode),
        user_code: userCode,
        client_id: client.id,
        status: 'PENDING',
        user_id: null,
        mfa: null,
        proved_at: null,
        grant_id: null,
        address: context.caller.sourceIp,
        created_at: now,
        expires_at: new Date(now.getTime() + expiresInSeconds * 1000),
        next_poll_at: now,
      })
      .execute()
    const verificationUri = `${context.settings.startUrl}/device`
    return {
      deviceCode,
      userCode,
      verificationUri,
      verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
      expiresIn: expiresInSeconds,
      interval: intervalSeconds,
    }
  }
}

async function checkRate(context: OperationContext, client: ClientsTable): Promise<void> {
  const now = context.clock.now()
  const pending = await tables(context)
    .selectFrom('device_authorizations')
    .select('user_code')
    .where('client_id', '=', client.id)
    .where('created_at', '>', new Date(now.getTime() - expiresInSeconds * 1000))
    .limit(mostPending)
    .execute()
  if (pending.length >= mostPending)
    throw fault('SlowDownException', 'Too many sign-ins of this client wait for a person. Try again later.')
}
