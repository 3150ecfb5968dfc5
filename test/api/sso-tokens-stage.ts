import { hash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SSOClient } from '@aws-sdk/client-sso'
import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  type CreateTokenCommandOutput,
  RegisterClientCommand,
  type RegisterClientCommandInput,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc'
import type { OperationContext } from '../../src/access/context.ts'
import { anonymousPrincipal } from '../../src/server/operation-context.ts'
import * as ssoOidc from '../../src/services/sso-oidc/index.ts'
import { createSsoPortal, type PortalAccess } from '../../src/services/sso-portal/index.ts'
import { toWireRequest } from '../../src/wire/http-request.ts'
import { createPipeline } from '../../src/wire/pipeline.ts'
import { createTestContext, createTestDatabase } from '../harness/database.ts'

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
export const accountAccess = 'sso:account:access'
export const startUrl = 'http://127.0.0.1:4500/start'
export const verifier = 'a-verifier-of-the-unreserved-characters._~0123456789'
export const challenge = hash('sha256', verifier, 'base64url')
export const callback = 'http://127.0.0.1:50123/oauth/callback'
export const ada = { userId: 'u-ada', mfaPresent: true, authenticatedAt: '2026-11-23T08:00:00.000Z' }

const accounts = ['one', 'three', 'two'].map((name, index) => ({ accountId: `11112222333${index}`, name, email: `${name}@example.com` }))

/** Stands in for IAM Identity Center at the seam that the server hands in: ada may enter the first account as three roles. */
function createAccess(disabled: Set<string>, roles: string[]): PortalAccess {
  return {
    findUser: async (_, userId) => ({
      userId,
      userName: userId.slice(2),
      displayName: userId,
      email: undefined,
      enabled: !disabled.has(userId),
    }),
    listAccounts: async (_, { after, limit }) => accounts.filter(({ name }) => !after || name > after[0]).slice(0, limit),
    listRoles: async (_, { accountId, after = '', limit }) =>
      accountId === accounts[0]?.accountId ? roles.filter((name) => name > after).slice(0, limit) : [],
    findRoleSession: async (_, { userName }, { accountId, roleName }) => {
      if (accountId !== accounts[0]?.accountId || !roles.includes(roleName)) return undefined
      const principalArn = `arn:aws:iam::${accountId}:role/${roleName}`
      const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${userName}`
      return { principal: { type: 'assumed-role', accountId, arn, principalArn, userId: `AROA:${userName}` }, sessionSeconds: 3600 }
    },
  }
}

export type TokensStage = Awaited<ReturnType<typeof createTokensStage>>

/** The two services over HTTP and a database of their own, with a clock that can be moved. */
export async function createTokensStage() {
  const database = await createTestDatabase()
  const context = createTestContext(database.db)
  const secretKey = Buffer.alloc(32, 7)
  const disabled = new Set<string>()
  const roles = ['Admin', 'Reader', 'Writer']
  const settings = { sessionSeconds: 8 * 3600 }
  const holders: ssoOidc.TokenHolders = {
    isEnabled: async (_, userId) => !disabled.has(userId),
    sessionSeconds: async () => settings.sessionSeconds,
  }
  const instance = { identityStoreId: 'd-1234567890', instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef' }
  const pipeline = createPipeline<OperationContext['caller'], OperationContext>({
    services: [ssoOidc.createSsoOidc({ instance, holders }), createSsoPortal({ access: createAccess(disabled, roles), secretKey })],
    findCredentials: async () => 'unknown',
    authenticateSession: async () => Promise.reject(new Error('no page calls these services')),
    anonymous: { principal: { ...anonymousPrincipal, sourceIp: '192.0.2.1' }, region: 'us-east-1' },
    createContext: ({ principal, region }, { requestId }) => ({ ...context, caller: principal, region, requestId }),
    authorize: async () => Promise.reject(new Error('no policy is asked')),
    openActions: new Set(),
    clock: context.clock,
    log: context.log,
  })
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const reply = await pipeline.handle(toWireRequest(request, Buffer.concat(chunks)))
    response.writeHead(reply.status, reply.headers).end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await database.drop()
  }
  const oidc = new SSOOIDCClient({ endpoint, region: 'us-east-1', maxAttempts: 1 })
  const sso = new SSOClient({ endpoint, region: 'us-east-1', maxAttempts: 1 })
  return { context, clock: context.clock, secretKey, disabled, roles, settings, endpoint, oidc, sso, ...createMoves(context, oidc), close }
}

/** What clients and people do. */
function createMoves(context: OperationContext, oidc: SSOOIDCClient) {
  const register = async (input: Partial<RegisterClientCommandInput> = {}) => {
    const { clientId = '', clientSecret = '' } = await oidc.send(
      new RegisterClientCommand({
        clientName: 'botocore-client-test',
        clientType: 'public',
        scopes: [accountAccess],
        grantTypes: ['authorization_code', 'refresh_token', deviceGrant],
        redirectUris: ['http://127.0.0.1/oauth/callback'],
        ...input,
      }),
    )
    return { clientId, clientSecret }
  }
  type Client = Awaited<ReturnType<typeof register>>
  const createToken = (client: Client, input: Partial<CreateTokenCommandInput>) =>
    oidc.send(new CreateTokenCommand({ ...client, grantType: 'authorization_code', ...input }))

  const startDevice = async (client: Client) => {
    const { deviceCode = '', userCode = '' } = await oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl }))
    return { userCode, deviceCode, fetch: () => createToken(client, { grantType: deviceGrant, deviceCode }) }
  }
  const request = (client: Client, parameters: ssoOidc.AuthorizationRequest = {}): ssoOidc.AuthorizationRequest => ({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: callback,
    state: 'state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    scopes: accountAccess,
    ...parameters,
  })
  /** A code that ada allowed, and its exchange. */
  const allow = async (client: Client, parameters: ssoOidc.AuthorizationRequest = {}) => {
    const { redirect } = await ssoOidc.decideAuthorization(context, ada, { request: request(client, parameters), allow: true })
    const code = new URL(redirect).searchParams.get('code') ?? ''
    const exchange = (input: Partial<CreateTokenCommandInput> = {}, as = client) =>
      createToken(as, { code, codeVerifier: verifier, redirectUri: callback, ...input })
    return { code, redirect, exchange }
  }
  /** Signed in: the tokens, and what refreshes them. */
  const signIn = async (client: Client) => {
    const tokens = await (await allow(client)).exchange()
    const refresh = (refreshToken = tokens.refreshToken, as = client): Promise<CreateTokenCommandOutput> =>
      createToken(as, { grantType: 'refresh_token', refreshToken })
    return { ...tokens, accessToken: tokens.accessToken ?? '', refresh }
  }
  return { register, createToken, startDevice, request, allow, signIn }
}
