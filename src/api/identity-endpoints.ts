import { type Endpoint, endpoint } from './endpoint.ts'
import * as schema from './identity-schemas.ts'
import { noInput } from './schemas.ts'

/** External identity providers, and who may still sign in by password beside them. */
export const identityEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/identity-providers',
    summary: 'The external identity providers, and who may sign in by password',
    action: 'account-factory:ListIdentityProviders',
    response: schema.identitySource,
    handle: ({ api, context }) => api.identity.describe(context),
  }),
  endpoint({
    method: 'POST',
    path: '/identity-providers',
    summary: 'Adds an external identity provider',
    action: 'account-factory:CreateIdentityProvider',
    body: schema.identityProviderInput,
    response: schema.identityProvider,
    status: 201,
    handle: ({ api, context, body }) => api.identity.create(context, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/identity-providers/:providerId',
    summary: 'Replaces all that is set of an identity provider; its kind stays',
    action: 'account-factory:UpdateIdentityProvider',
    parameters: schema.providerParameters,
    body: schema.identityProviderInput,
    response: schema.identityProvider,
    handle: ({ api, context, parameters, body }) => api.identity.replace(context, parameters.providerId, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/identity-providers/:providerId',
    summary: 'Removes an identity provider; sessions that began there go on',
    action: 'account-factory:DeleteIdentityProvider',
    parameters: schema.providerParameters,
    response: noInput,
    handle: async ({ api, context, parameters }) => {
      await api.identity.remove(context, parameters.providerId)
      return {}
    },
  }),
  endpoint({
    method: 'POST',
    path: '/identity-providers/:providerId/test',
    summary: 'Asks the provider what can be asked without a person',
    action: 'account-factory:TestIdentityProvider',
    parameters: schema.providerParameters,
    response: schema.connectionTest,
    readOnly: true,
    handle: ({ api, context, parameters }) => api.identity.test(context, parameters.providerId),
  }),
  endpoint({
    method: 'PUT',
    path: '/identity-source',
    summary: 'Decides who may sign in by password beside the identity providers',
    action: 'account-factory:UpdateIdentitySource',
    body: schema.identitySourceInput,
    response: schema.identitySourceInput,
    handle: async ({ api, context, body }) => {
      await api.identity.setPasswordSignIn(context, body.passwordSignIn)
      return body
    },
  }),
  endpoint({
    method: 'GET',
    path: '/scim-tokens',
    summary: 'The tokens by which identity providers provision users and groups (SCIM)',
    action: 'account-factory:ListScimTokens',
    response: schema.scimTokens,
    handle: ({ api, context }) => api.scimTokens.list(context),
  }),
  endpoint({
    method: 'POST',
    path: '/scim-tokens',
    summary: 'A new token for a year; there are two at most',
    action: 'account-factory:CreateScimToken',
    response: schema.newScimToken,
    status: 201,
    handle: ({ api, context }) => api.scimTokens.create(context),
  }),
  endpoint({
    method: 'DELETE',
    path: '/scim-tokens/:tokenId',
    summary: 'Takes a token out of force at once',
    action: 'account-factory:DeleteScimToken',
    parameters: schema.tokenParameters,
    response: noInput,
    handle: async ({ api, context, parameters }) => {
      await api.scimTokens.remove(context, parameters.tokenId)
      return {}
    },
  }),
]
