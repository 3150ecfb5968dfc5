import { type OperationContext, transaction } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type { CreateTokenRequest, CreateTokenResponse } from '../../wire/models/sso-oidc.ts'
import { exchangeAuthorizationCode } from './authorization-code.ts'
import { authenticateClient, checkGrantType, type GrantType, grantTypes } from './client.ts'
import { exchangeDeviceCode } from './device-code.ts'
import { fault } from './faults.ts'
import { forgetExpired } from './grant.ts'
import { exchangeRefreshToken } from './refresh-token.ts'
import { checkScopes } from './scope.ts'
import type { ClientsTable } from './tables.ts'

/** What this service needs of the people it gives tokens to; the server hands it in. */
export interface TokenHolders {
  isEnabled(context: OperationContext, userId: string): Promise<boolean>
  /** How long a session of the portal lasts now. */
  sessionSeconds(context: OperationContext): Promise<number>
}

/** How a grant is exchanged. It gives a refusal back instead of throwing it: what it has written, as the end of a grant, is to stay. */
export type Exchange = (
  context: OperationContext,
  exchange: { client: ClientsTable; input: CreateTokenRequest; holders: TokenHolders },
) => Promise<CreateTokenResponse | Fault>

const exchanges: Readonly<Record<GrantType, Exchange>> = {
  'urn:ietf:params:oauth:grant-type:device_code': exchangeDeviceCode,
  authorization_code: exchangeAuthorizationCode,
  refresh_token: exchangeRefreshToken,
}

/** A code or refresh token in exchange for tokens, each once: the row is locked, so of two at the same moment one comes first. */
export function createCreateToken(holders: TokenHolders) {
  return async (context: OperationContext, input: CreateTokenRequest): Promise<CreateTokenResponse> => {
    const client = await authenticateClient(context, input)
    const grantType = grantTypes.find((known) => known === input.grantType)
    if (!grantType) {
      throw fault(
        'UnsupportedGrantTypeException',
        `The grant type '${input.grantType.slice(0, 100)}' is not offered; ${grantTypes.join(', ')} are.`,
      )
    }
    checkGrantType(client, grantType)
    checkScopes(input.scope ?? [])
    const answer = await transaction(context, (context) => exchanges[grantType](context, { client, input, holders }))
    if (answer instanceof Fault) throw answer
    await forgetExpired(context)
    return answer
  }
}
