// The command line's sign-in, as OAuth 2.0 has it: clients register themselves, a person consents in the browser, tokens follow.
//
// A *grant* is one consent of a person; its access and refresh tokens end with it. Every secret, code and token is kept as a digest.
// It must never know how a person signs in, nor what a token opens (sso-portal): who may hold tokens is handed in.
//
// Start with create-token.ts; device-consent.ts and authorization-consent.ts are what the portal's pages ask and answer.

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/sso-oidc.json' with { type: 'json' }
import type { Operations } from '../../wire/models/sso-oidc.ts'
import { defineService, type Service } from '../../wire/service.ts'
import { createCreateToken, type TokenHolders } from './create-token.ts'
import { createRegisterClient } from './register-client.ts'
import { createStartDeviceAuthorization } from './start-device-authorization.ts'
import { createStartUrls, type NamedInstance } from './start-url.ts'

export { type AuthorizationRequest, decideAuthorization, describeAuthorization, refuseAuthorization } from './authorization-consent.ts'
export type { TokenHolders } from './create-token.ts'
export { decideDeviceRequest, describeDeviceRequest } from './device-consent.ts'
export { type Approver, endGrantOf, endTokens, findTokenHolder } from './grant.ts'
export { endGrantById, listGrants } from './grant-list.ts'

export function createSsoOidc(options: { instance: NamedInstance; holders: TokenHolders }): Service<OperationContext> {
  const startUrls = createStartUrls(options.instance)
  return defineService<Operations, OperationContext>({
    model,
    actionPrefix: 'sso-oauth',
    operations: {
      CreateToken: createCreateToken(options.holders),
      RegisterClient: createRegisterClient(startUrls),
      StartDeviceAuthorization: createStartDeviceAuthorization(startUrls),
    },
  })
}
