import { ListAccountsCommand } from '@aws-sdk/client-sso'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decideDeviceRequest, endGrantById, endTokens, listGrants } from '../../src/services/sso-oidc/index.ts'
import { accountAccess, ada, callback, createTokensStage, deviceGrant, type TokensStage, verifier } from './sso-tokens-stage.ts'

// Attacks on codes and tokens, and their times: each is refused.

let stage: TokensStage

beforeEach(async () => {
  stage = await createTokensStage()
})
afterEach(() => stage.close())

/** Whether the token still opens the portal's API. */
const opens = (accessToken: string | undefined): Promise<boolean> =>
  stage.sso.send(new ListAccountsCommand({ accessToken })).then(
    () => true,
    (error: Error) => {
      expect([error.name, (error as { $response?: { statusCode: number } }).$response?.statusCode]).toEqual(['UnauthorizedException', 401])
      return false
    },
  )
const refused = (name: string, error?: string) => ({ name, ...(error && { error, error_description: expect.stringMatching(/\w/) }) })
const invalidGrant = refused('InvalidGrantException', 'invalid_grant')

test('a code is good for one exchange; a second ends what came of the first', async () => {
  const client = await stage.register()
  const { exchange } = await stage.allow(client)
  const tokens = await exchange()
  expect(tokens).toMatchObject({
    tokenType: 'Bearer',
    expiresIn: 8 * 3600,
    accessToken: expect.any(String),
    refreshToken: expect.any(String),
  })
  expect(await opens(tokens.accessToken)).toBe(true)
  await expect(exchange()).rejects.toMatchObject(invalidGrant)
  expect(await opens(tokens.accessToken)).toBe(false)
  await expect(stage.createToken(client, { grantType: 'refresh_token', refreshToken: tokens.refreshToken })).rejects.toMatchObject(
    invalidGrant,
  )
})

test('of many exchanges of one code at the same moment, none leaves a token that opens anything', async () => {
  const { exchange } = await stage.allow(await stage.register())
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => exchange()))
  const given = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.accessToken] : []))
  expect(given).toHaveLength(1)
  expect(await opens(given[0])).toBe(false)
})

test.each([
  ['the wrong verifier', { codeVerifier: `${verifier}x` }],
  ['a verifier that is the challenge itself', { codeVerifier: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' }],
  ['a verifier too short', { codeVerifier: 'short' }],
  ['another port', { redirectUri: callback.replace('50123', '50124') }],
  ['another path', { redirectUri: `${callback}/x` }],
])('a code with %s is refused, and good for nothing afterwards', async (_, input) => {
  const { exchange } = await stage.allow(await stage.register())
  await expect(exchange(input)).rejects.toMatchObject(invalidGrant)
  await expect(exchange()).rejects.toMatchObject(invalidGrant)
})

test('a code is good for its own client only, and survives the attempt of another', async () => {
  const { exchange } = await stage.allow(await stage.register())
  const other = await stage.register()
  await expect(exchange({}, other)).rejects.toMatchObject(invalidGrant)
  expect((await exchange()).accessToken).toBeDefined()
})

test('a code lives a minute', async () => {
  const { exchange } = await stage.allow(await stage.register())
  stage.clock.advance(61_000)
  await expect(exchange()).rejects.toMatchObject(refused('ExpiredTokenException', 'expired_token'))
})

test('a refresh gives a new pair; the old refresh token, brought again later, ends them all', async () => {
  const client = await stage.register()
  const first = await stage.signIn(client)
  const second = await first.refresh()
  expect(second.refreshToken).not.toBe(first.refreshToken)
  expect([await opens(first.accessToken), await opens(second.accessToken)]).toEqual([true, true])
  stage.clock.advance(11_000)
  await expect(first.refresh()).rejects.toMatchObject(invalidGrant)
  expect([await opens(first.accessToken), await opens(second.accessToken)]).toEqual([false, false])
  await expect(first.refresh(second.refreshToken)).rejects.toMatchObject(invalidGrant)
})

test('two command lines that refresh at the same moment both go on', async () => {
  const { refresh } = await stage.signIn(await stage.register())
  const [one, other] = await Promise.all([refresh(), refresh()])
  expect([await opens(one.accessToken), await opens(other.accessToken)]).toEqual([true, true])
  stage.clock.advance(11_000)
  expect((await refresh(one.refreshToken)).accessToken).toBeDefined()
})

test('a refresh token is good for its own client only', async () => {
  const { refresh, refreshToken } = await stage.signIn(await stage.register())
  await expect(refresh(refreshToken, await stage.register())).rejects.toMatchObject(invalidGrant)
  expect((await refresh()).accessToken).toBeDefined()
})

test('tokens live as long as a session of the portal, refreshed or not, and no access token longer than eight hours', async () => {
  stage.settings.sessionSeconds = 12 * 3600
  const { accessToken, expiresIn, refresh } = await stage.signIn(await stage.register())
  expect(expiresIn).toBe(8 * 3600)
  stage.clock.advance(8 * 3_600_000 + 1_000)
  expect(await opens(accessToken)).toBe(false)
  const second = await refresh()
  expect(second.expiresIn).toBeLessThan(4 * 3600)
  expect(second.expiresIn).toBeGreaterThan(4 * 3600 - 60)
  stage.clock.advance(4 * 3_600_000)
  expect(await opens(second.accessToken)).toBe(false)
  await expect(refresh(second.refreshToken)).rejects.toMatchObject(invalidGrant)
})

test('there is no refresh token without the scope for accounts, nor without the grant type', async () => {
  for (const input of [{ scopes: [] }, { grantTypes: ['authorization_code'] }]) {
    const { exchange } = await stage.allow(await stage.register(input), { scopes: '' })
    const tokens = await exchange()
    expect([tokens.refreshToken, await opens(tokens.accessToken)]).toEqual([undefined, true])
  }
})

test('changed tokens and codes are worth nothing', async () => {
  const client = await stage.register()
  const { accessToken, refreshToken = '' } = await stage.signIn(client)
  const turned = (token: string) => (token.endsWith('a') ? `${token.slice(0, -1)}b` : `${token.slice(0, -1)}a`)
  for (const token of [turned(accessToken), accessToken.toLowerCase(), `${accessToken}x`, refreshToken, 'x', '\u00e9'])
    expect([token, await fetch(`${stage.endpoint}/assignment/accounts`, bearer(token)).then(({ status }) => status)]).toEqual([token, 401])
  await expect(stage.createToken(client, { grantType: 'refresh_token', refreshToken: turned(refreshToken) })).rejects.toMatchObject(
    invalidGrant,
  )
  await expect(stage.createToken(client, { grantType: 'refresh_token', refreshToken: accessToken })).rejects.toMatchObject(invalidGrant)
  expect(await opens(accessToken)).toBe(true)
})
const bearer = (token: string) => ({ headers: { 'x-amz-sso_bearer_token': token } })

test('signing out everywhere ends tokens, codes and what was allowed and not fetched yet', async () => {
  const client = await stage.register()
  const { accessToken, refresh } = await stage.signIn(client)
  const { exchange } = await stage.allow(client)
  const device = await stage.startDevice(client)
  await decideDeviceRequest(stage.context, ada, { userCode: device.userCode, allow: true })
  await endTokens(stage.context, ada.userId)
  expect(await opens(accessToken)).toBe(false)
  for (const attempt of [refresh, exchange, device.fetch]) await expect(attempt()).rejects.toMatchObject(invalidGrant)
})

test('who signs out everywhere at the moment of an exchange is left with no token', async () => {
  const client = await stage.register()
  for (let round = 0; round < 10; round++) {
    const { exchange } = await stage.allow(client)
    const { refresh } = await stage.signIn(client)
    const [tokens, refreshed] = await Promise.all([
      exchange().catch(() => undefined),
      refresh().catch(() => undefined),
      endTokens(stage.context, ada.userId),
    ])
    for (const given of [tokens, refreshed]) if (given) expect(await opens(given.accessToken)).toBe(false)
  }
})

test('a person sees the command lines that act for them, and ends one without the others; nobody ends another’s', async () => {
  const one = await stage.signIn(await stage.register({ clientName: 'one' }))
  stage.clock.advance(1_000)
  const other = await stage.signIn(await stage.register({ clientName: 'other' }))
  const list = await listGrants(stage.context, ada.userId)
  expect(list).toMatchObject([{ clientName: 'other' }, { clientName: 'one', address: '192.0.2.1' }])
  expect(await listGrants(stage.context, 'u-eve')).toEqual([])
  const id = list[1]?.id ?? ''
  expect(await endGrantById(stage.context, 'u-eve', id)).toBe(false)
  expect(await opens(one.accessToken)).toBe(true)
  expect(await endGrantById(stage.context, ada.userId, id)).toBe(true)
  expect([await opens(one.accessToken), await opens(other.accessToken)]).toEqual([false, true])
  await expect(one.refresh()).rejects.toMatchObject(invalidGrant)
  stage.clock.advance(8 * 3_600_000)
  expect(await listGrants(stage.context, ada.userId)).toEqual([])
})

test('a disabled person gets no token, loses those they have, and none come back when they are enabled again', async () => {
  const client = await stage.register()
  const { accessToken, refresh } = await stage.signIn(client)
  const { exchange } = await stage.allow(client)
  const device = await stage.startDevice(client)
  await decideDeviceRequest(stage.context, ada, { userCode: device.userCode, allow: true })
  stage.disabled.add(ada.userId)
  expect(await opens(accessToken)).toBe(false)
  await expect(exchange()).rejects.toMatchObject(refused('AccessDeniedException', 'access_denied'))
  await expect(device.fetch()).rejects.toMatchObject(refused('AccessDeniedException', 'access_denied'))
  await expect(refresh()).rejects.toMatchObject(invalidGrant)
  stage.disabled.clear()
  expect(await opens(accessToken)).toBe(false)
})

test('no secret, code or token is in the database as it is', async () => {
  const client = await stage.register()
  const { accessToken, refreshToken = '' } = await stage.signIn(client)
  const { code } = await stage.allow(client)
  const { deviceCode } = await stage.startDevice(client)
  const { rows } = await sql<{ text: string }>`
    select string_agg(t::text, ' ') as text from (
      select row_to_json(c)::text t from sso_oidc.clients c union all select row_to_json(g)::text from sso_oidc.grants g
      union all select row_to_json(d)::text from sso_oidc.device_authorizations d
      union all select row_to_json(a)::text from sso_oidc.authorization_codes a
      union all select row_to_json(x)::text from sso_oidc.access_tokens x
      union all select row_to_json(r)::text from sso_oidc.refresh_tokens r) all_rows`.execute(stage.context.db)
  const stored = rows[0]?.text ?? ''
  expect(stored).toContain(client.clientId)
  for (const secret of [client.clientSecret, accessToken, refreshToken, code, deviceCode]) {
    expect(secret.length).toBeGreaterThan(40)
    expect(stored).not.toContain(secret)
  }
})

test('the grants are those of AWS, and a client is held to those that it registered for', async () => {
  const client = await stage.register({ grantTypes: ['authorization_code'] })
  await expect(stage.createToken(client, { grantType: 'password' })).rejects.toMatchObject(
    refused('UnsupportedGrantTypeException', 'unsupported_grant_type'),
  )
  await expect(stage.createToken(client, { grantType: 'refresh_token', refreshToken: 'x' })).rejects.toMatchObject(
    refused('UnauthorizedClientException', 'unauthorized_client'),
  )
  await expect(stage.startDevice(client)).rejects.toMatchObject(refused('UnauthorizedClientException', 'unauthorized_client'))
  await expect(stage.createToken(client, { code: 'x' })).rejects.toMatchObject(refused('InvalidRequestException', 'invalid_request'))
  await expect(stage.createToken(client, { code: 'x', scope: ['codewhisperer:completions'] })).rejects.toMatchObject(
    refused('InvalidScopeException', 'invalid_scope'),
  )
  await expect(stage.createToken(await stage.register(), { grantType: deviceGrant })).rejects.toMatchObject(
    refused('InvalidRequestException', 'invalid_request'),
  )
  expect(accountAccess).toBe('sso:account:access')
})

test('a client is who has its secret, for ninety days', async () => {
  const client = await stage.register()
  const other = await stage.register()
  for (const wrong of [
    { ...client, clientSecret: other.clientSecret },
    { ...client, clientId: 'nobody' },
    { ...client, clientId: 'a\u0000b' },
  ])
    await expect(stage.startDevice(wrong)).rejects.toMatchObject({
      ...refused('InvalidClientException', 'invalid_client'),
      $metadata: { httpStatusCode: 401 },
    })
  stage.clock.advance(90 * 24 * 3_600_000 - 1_000)
  expect((await stage.startDevice(client)).userCode).toMatch(/^[B-Z]{4}-[B-Z]{4}$/)
  stage.clock.advance(1_000)
  await expect(stage.startDevice(client)).rejects.toMatchObject(refused('InvalidClientException', 'invalid_client'))
})
