import { afterEach, beforeEach, expect, test } from 'vitest'
import { portalEvents } from '../../src/portal/trail-names.ts'
import { createPortalStage, type PortalStage, password, sameOrigin } from './portal-stage.ts'

let stage: PortalStage

beforeEach(async () => {
  stage = await createPortalStage()
})
afterEach(() => stage.close())

test('every route of the portal that changes something has a name on the trail (src/portal/trail-names.ts)', () => {
  const changing = stage.routes.filter((route) => !/^(GET|HEAD|OPTIONS) /.test(route))
  expect(changing.length).toBeGreaterThan(4)
  expect(changing.filter((route) => !portalEvents[route])).toEqual([])
})

test('an event tells who, from where and how it ended, before the answer leaves', async () => {
  const cookie = await stage.enter()
  expect(stage.events.map(({ eventName }) => eventName)).toEqual(['CredentialVerification', 'UserAuthentication'])
  await stage.changePassword(cookie, { currentPassword: 'Wrong-horse-7', password: 'Another-horse-8' })
  expect(stage.events.at(-1)).toMatchObject({
    eventName: 'UpdatePassword',
    userIdentity: { type: 'IdentityCenterUser', userName: 'ada', onBehalfOf: { userId: 'u-ada' } },
    sourceIp: '192.0.2.1',
    error: { code: 'ValidationException' },
  })
  await stage.post('/sign-out', {}, { ...sameOrigin, cookie })
  expect(stage.events.at(-1)).toMatchObject({ eventName: 'Logout', username: 'ada' })
})

test('the second factor is on the trail as what it was, its code is not', async () => {
  const cookie = await stage.enter()
  await stage.send('POST', '/mfa/prove', cookie, { code: '918273' })
  expect(stage.events.at(-1)).toMatchObject({
    eventName: 'CredentialVerification',
    username: 'ada',
    error: { code: 'ValidationException' },
  })
  await stage.send('POST', '/mfa/verify', cookie, { code: '918273' })
  expect(stage.events.at(-1)).toMatchObject({ additionalEventData: { CredentialType: 'TOTP' } })
  await stage.send('POST', '/mfa/verify', cookie, { passkey: { id: 'long-and-boring' } })
  expect(stage.events.at(-1)).toMatchObject({ additionalEventData: { CredentialType: 'WEBAUTHN' } })
  const { secret } = (await stage.send('POST', '/mfa-devices/totp', cookie)).json()
  expect(stage.events.at(-1)).toMatchObject({ eventName: 'StartVirtualMfaDeviceRegistration' })
  const text = JSON.stringify(stage.events)
  for (const hidden of ['918273', 'long-and-boring', secret]) expect(text).not.toContain(hidden)
})

test('no event holds a password', async () => {
  const cookie = await stage.enter()
  await stage.changePassword(cookie, { currentPassword: password, password: 'Another-horse-8' })
  const text = JSON.stringify(stage.events)
  for (const secret of [password, 'Another-horse-8', cookie.split('=')[1]]) expect(text).not.toContain(secret)
})
