import { createTransport } from 'nodemailer'
import type { SendMail } from '../portal/mail.ts'
import type { Config } from './config.ts'

const timeoutMs = 15_000

/** By SMTP, with TLS from the first byte (smtps) or before anything is said (smtp); in clear to this machine only. */
export function createSendMail(mail: Config['mail']): SendMail | undefined {
  if (!mail) return undefined
  const { username, password } = new URL(mail.url)
  const { host, port, secure } = serverOf(mail.url)
  const transport = createTransport({
    host,
    port,
    secure,
    ...(!secure && (isLoopback(host) ? { ignoreTLS: true } : { requireTLS: true })),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // A mail is text of ours: it neither reads files nor fetches addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // The address as an object, so that no text in it makes two of it.
  return async ({ to, ...rest }) => void (await transport.sendMail({ from: mail.from, to: { name: '', address: to }, ...rest }))
}

/** What administrators are shown: never the password. */
export function describeMail(mail: Config['mail']): { from: string; server: string } | null {
  if (!mail) return null
  const { host, port } = serverOf(mail.url)
  return { from: mail.from, server: `${host}:${port}` }
}

function serverOf(url: string): { host: string; port: number; secure: boolean } {
  const { protocol, hostname, port } = new URL(url)
  const secure = protocol === 'smtps:'
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (secure ? 465 : 587)), secure }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
