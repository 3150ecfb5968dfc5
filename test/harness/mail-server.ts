import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface ReceivedMail {
  readonly to: readonly string[]
  /** Headers and body as they came, soft line breaks undone. */
  readonly content: string
}

export interface MailServer {
  readonly port: number
  /** The next mail that nobody has taken yet, when it comes. */
  next(): Promise<ReceivedMail>
  /** How many came and were not taken. */
  waiting(): number
  close(): Promise<void>
}

/** A mail server on loopback that takes everything, in clear unless told otherwise. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = []
  const takers: ((mail: ReceivedMail) => void)[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const mail = { to: session.envelope.rcptTo.map(({ address }) => address), content: decode(Buffer.concat(chunks).toString()) }
        const taker = takers.shift()
        if (taker) taker(mail)
        else mails.push(mail)
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  return {
    port: address && typeof address === 'object' ? address.port : 0,
    next: async () => mails.shift() ?? new Promise((resolve) => takers.push(resolve)),
    waiting: () => mails.length,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Quoted-printable, as nodemailer writes it. */
function decode(text: string): string {
  const whole = text.replaceAll('=\r\n', '')
  return whole.replace(/(=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString())
}
