import { type Endpoint, endpoint } from './endpoint.ts'
import * as schema from './mfa-schemas.ts'
import { noInput } from './schemas.ts'
import { userParameters } from './user-schemas.ts'

/** What administrators do for people who lost their device. */
export const mfaEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/users/:userId/mfa-devices',
    summary: 'The authenticator apps and passkeys of a user',
    action: 'account-factory:ListMfaDevices',
    parameters: userParameters,
    response: schema.mfaDevices,
    handle: ({ api, context, parameters }) => api.mfa.list(context, parameters.userId),
  }),
  endpoint({
    method: 'DELETE',
    path: '/users/:userId/mfa-devices/:deviceId',
    summary: 'Removes a device of a user, and the trust in all their browsers',
    action: 'account-factory:RemoveMfaDevice',
    parameters: schema.deviceParameters,
    response: noInput,
    handle: async ({ api, context, parameters }) => {
      await api.mfa.remove(context, parameters.userId, parameters.deviceId)
      return {}
    },
  }),
]
