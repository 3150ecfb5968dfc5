import { expect, test } from 'vitest'
import { createSendMail } from '../../src/server/mailer.ts'
import { startMailServer } from '../harness/mail-server.ts'

const mail = { to: 'ada@example.com', subject: 'Hello', text: 'Hello Ada\n', html: '<p>Hello Ada</p>' }
const from = 'Account Factory <accounts@example.com>'

/** What goes wrong, with everything that the error holds. */
async function failure(url: string): Promise<string> {
  const error = await createSendMail({ url, from })?.(mail).catch((error: Error) => error)
  return error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : ''
}

test('a mail has one recipient, whatever the address looks like', async () => {
  const server = await startMailServer()
  const send = createSendMail({ url: `smtp://127.0.0.1:${server.port}`, from })
  await send?.(mail)
  expect((await server.next()).to).toEqual(['ada@example.com'])
  await send?.({ ...mail, to: 'ada@example.com, eve@example.com' }).catch(() => undefined)
  await send?.({ ...mail, to: 'ada@example.com\r\nBcc: eve@example.com' }).catch(() => undefined)
  await send?.(mail)
  for (let rest = server.waiting(); rest > 0; rest--) {
    const { to } = await server.next()
    expect(to.length).toBe(1)
    expect(to).not.toContain('eve@example.com')
  }
  await server.close()
})

test('a mail server whose certificate nobody vouches for gets neither mail nor password', async () => {
  const server = await startMailServer({ secure: true, authOptional: false })
  expect(await failure(`smtps://user:horse-battery@127.0.0.1:${server.port}`)).toMatch(/certificate/)
  expect(server.waiting()).toBe(0)
  await server.close()
})

test('beyond this machine nothing is said without TLS', async () => {
  const said: string[] = []
  const server = await startMailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username = '' }, _, done) => {
      said.push(username)
      done(null, { user: username })
    },
  })
  // Loopback in clothes that are not taken for it.
  expect(await failure(`smtp://user:horse-battery@[::ffff:127.0.0.1]:${server.port}`)).toMatch(/STARTTLS|TLS/)
  expect([said, server.waiting()]).toEqual([[], 0])
  await server.close()
})

test('no error holds the password of the mail server', async () => {
  const server = await startMailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_, __, done) => done(new Error('no such user')),
  })
  const told = await failure(`smtp://user:horse-battery@127.0.0.1:${server.port}`)
  expect(told).toMatch(/no such user/)
  for (const secret of [
    'horse-battery',
    Buffer.from('horse-battery').toString('base64'),
    Buffer.from('\0user\0horse-battery').toString('base64'),
  ])
    expect(told).not.toContain(secret)
  await server.close()
})
