// The settings of the server: the only place that reads the environment.
//
// Each setting is a flag of `account-factory start`, a variable (ACCOUNT_FACTORY_ and the flag in capitals) and a line in
// <data>/config.yaml; flag beats variable beats file.
import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { paces } from '../access/pace.ts'
import { randomAccountId } from '../random.ts'

const port = z.coerce.number().int().min(0).max(65_535)
const yes = z.union([z.boolean(), z.stringbool()])
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a Region such as us-east-1')

/** `10.0.0.0/8, 192.0.2.1` */
const proxies = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine((ranges) => ranges.length > 0 && ranges.every(isRange), 'IP addresses or ranges such as 10.0.0.0/8, comma-separated')

function isMailServer(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && /^\/?$/.test(url.pathname)
}

function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const longest = isIP(address) === 6 ? 128 : 32
  return isIP(address) !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
}

/** The settings by flag: what is taken, what it is without being set, what `--help` says. */
export const settings = {
  port: { schema: port.default(4500), value: '<port>', help: 'port of everything; 0 takes a free one (default 4500)' },
  host: { schema: z.string().min(1).default('127.0.0.1'), value: '<address>', help: 'address to listen on (default 127.0.0.1)' },
  data: { schema: z.string().min(1).default('.data'), value: '<folder>', help: 'folder that everything is kept in (default .data)' },
  'public-url': { schema: z.url().optional(), value: '<url>', help: 'address that people reach the portal by, when it is another' },
  'tls-cert': { schema: z.string().min(1).optional(), value: '<file>', help: 'certificate chain (PEM): serve https; needs --tls-key' },
  'tls-key': { schema: z.string().min(1).optional(), value: '<file>', help: 'private key of the certificate (PEM)' },
  'trusted-proxy': {
    schema: proxies.optional(),
    value: '<addresses>',
    help: 'proxies whose X-Forwarded-For is believed: addresses or ranges, comma-separated',
  },
  'allow-http': {
    schema: yes.default(false),
    value: undefined,
    help: 'listen beyond loopback without TLS: passwords and keys travel in clear',
  },
  pace: {
    schema: z.enum(paces).default('brisk'),
    value: '<pace>',
    help: `how long simulated work takes: ${paces.join(', ')} (default brisk)`,
  },
  concurrency: {
    schema: z.coerce.number().int().min(1).max(1_000).default(5),
    value: '<number>',
    help: 'account operations at a time per organization; the rest waits (default 5)',
  },
  parity: { schema: yes.default(false), value: undefined, help: 'do what AWS does, failures included' },
  'home-region': {
    schema: region.default('us-east-1'),
    value: '<region>',
    help: 'home Region, fixed at the first start (default us-east-1)',
  },
  'email-domain': {
    schema: z.string().min(3).default('example.com'),
    value: '<domain>',
    help: "domain of the first accounts' e-mail addresses (default example.com)",
  },
  'trail-days': {
    schema: z.coerce.number().int().min(1).max(3_650).default(90),
    value: '<days>',
    help: 'how long the event history is kept (default 90)',
  },
  empty: { schema: yes.default(false), value: undefined, help: 'no landing zone: one stand-alone account' },
  'account-id': {
    schema: z
      .string()
      .regex(/^[1-9]\d{11}$/, 'twelve digits')
      .optional(),
    value: '<id>',
    help: 'id of the first account (default random; with --empty 123456789012)',
  },
  'trust-any-credentials': {
    schema: yes.default(false),
    value: undefined,
    help: 'an unknown access key acts as administrator of the first account; loopback only, for test suites',
  },
  'admin-password': {
    schema: z.string().optional(),
    value: '<password>',
    help: 'password of the administrator `admin`, final; better given as ACCOUNT_FACTORY_ADMIN_PASSWORD',
  },
  'smtp-url': {
    schema: z.string().refine(isMailServer, 'an address such as smtps://user:password@mail.example.org:465').optional(),
    value: '<url>',
    help: 'mail server: smtps:// or smtp:// with STARTTLS; better given as ACCOUNT_FACTORY_SMTP_URL',
  },
  'mail-from': {
    schema: z
      .string()
      .regex(/^[^@\p{Cc}]+@[^@\p{Cc}]+$/u, 'an e-mail address, with a name or without')
      .optional(),
    value: '<address>',
    help: 'sender of mails, such as `Account Factory <accounts@example.org>`; needed with --smtp-url',
  },
  'log-level': {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('warn'),
    value: '<level>',
    help: 'fatal, error, warn, info (a line per request), debug or trace (default warn)',
  },
} as const satisfies Record<string, { schema: z.ZodType; value: string | undefined; help: string }>

/** Not to be repeated in a message. */
const secretFlags = new Set(['smtp-url', 'admin-password'])

type Settings = { readonly [Flag in keyof typeof settings]: z.infer<(typeof settings)[Flag]['schema']> }

export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute path. */
  readonly data: string
  readonly publicUrl: string | undefined
  /** Files of certificate and key; undefined: http. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  /** Addresses and ranges of proxies that tell the client's address. */
  readonly trustedProxies: readonly string[]
  readonly pace: Settings['pace']
  readonly concurrency: number
  readonly parity: boolean
  readonly homeRegion: string
  readonly emailDomain: string
  /** How long events are kept. */
  readonly trailDays: number
  readonly empty: boolean
  readonly accountId: string
  readonly trustAnyCredentials: boolean
  readonly adminPassword: string | undefined
  /** The mail server and the sender of mails; undefined: nobody is reached by mail. */
  readonly mail: { readonly url: string; readonly from: string } | undefined
  readonly logLevel: Settings['log-level']
  /** The user's own PostgreSQL; undefined: the embedded one. */
  readonly databaseUrl: string | undefined
  /** Hexadecimal, 32 bytes; undefined: the file in the data folder. Nodes that share a database share it. */
  readonly secretKey: string | undefined
}

/** An error of the operator's, to be shown without a stack. */
export class ConfigError extends Error {}

/** Puts flags, environment and config.yaml together. Throws ConfigError that names the setting and where it came from. */
export function readConfig(flags: Readonly<Record<string, unknown>>, environment: NodeJS.ProcessEnv = process.env): Config {
  const variable = (flag: string): string => `ACCOUNT_FACTORY_${flag.toUpperCase().replaceAll('-', '_')}`
  const data = resolve(String(flags.data ?? (environment[variable('data')] || '.data')))
  const file = readFile(join(data, 'config.yaml'))
  const values: Record<string, unknown> = {}
  for (const [flag, { schema }] of Object.entries(settings)) {
    const places: [unknown, string][] = [
      [flags[flag], `--${flag}`],
      // An empty variable is how a shell or a compose file says that there is none.
      [environment[variable(flag)] || undefined, variable(flag)],
      [file[flag], `${flag} in ${join(data, 'config.yaml')}`],
    ]
    const [given, source] = places.find(([value]) => value !== undefined && value !== null) ?? [undefined, `--${flag}`]
    const result = schema.safeParse(given)
    if (!result.success) {
      const shown = secretFlags.has(flag) ? '' : ` (given: ${given})`
      throw new ConfigError(`${source}: ${result.error.issues[0]?.message ?? 'not valid'}${shown}`)
    }
    values[flag] = result.data
  }
  return check(values as Settings, data, environment)
}

function check(values: Settings, data: string, environment: NodeJS.ProcessEnv): Config {
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(values.host)
  if (values['trust-any-credentials'] && !loopback) {
    throw new ConfigError('--trust-any-credentials lets anybody act as administrator and works on a loopback --host only')
  }
  const tls = checkTransport(values, loopback)
  const secretKey = environment.ACCOUNT_FACTORY_SECRET_KEY || undefined
  if (secretKey !== undefined && !/^[0-9a-f]{64}$/i.test(secretKey)) {
    throw new ConfigError('ACCOUNT_FACTORY_SECRET_KEY: 64 hexadecimal digits are needed (openssl rand -hex 32)')
  }
  return {
    port: values.port,
    host: values.host,
    data,
    publicUrl: values['public-url']?.replace(/\/$/, ''),
    tls,
    trustedProxies: values['trusted-proxy'] ?? [],
    pace: values.pace,
    concurrency: values.concurrency,
    parity: values.parity,
    homeRegion: values['home-region'],
    emailDomain: values['email-domain'],
    trailDays: values['trail-days'],
    empty: values.empty,
    accountId: values['account-id'] ?? (values.empty ? '123456789012' : randomAccountId()),
    trustAnyCredentials: values['trust-any-credentials'],
    adminPassword: values['admin-password'],
    mail: checkMail(values),
    logLevel: values['log-level'],
    databaseUrl: environment.DATABASE_URL || undefined,
    secretKey,
  }
}

/** Passwords and credentials leave the machine by TLS only: our own, a proxy's, or because the operator said otherwise. */
function checkTransport(values: Settings, loopback: boolean): Config['tls'] {
  const { 'tls-cert': cert, 'tls-key': key, 'trusted-proxy': proxy } = values
  if ((cert === undefined) !== (key === undefined)) throw new ConfigError('--tls-cert and --tls-key go together')
  const behindProxy = proxy !== undefined && values['public-url']?.startsWith('https:') === true
  if (!loopback && !cert && !behindProxy && !values['allow-http']) {
    throw new ConfigError(
      `--host ${values.host} is reached from elsewhere, and without TLS passwords and keys would travel in clear: give --tls-cert and --tls-key, ` +
        'or --trusted-proxy and an https --public-url when a proxy with TLS stands before it, or --allow-http to do it all the same',
    )
  }
  return cert !== undefined && key !== undefined ? { cert, key } : undefined
}

function checkMail({ 'smtp-url': url, 'mail-from': from }: Settings): Config['mail'] {
  if (url === undefined) return undefined
  if (from === undefined) throw new ConfigError('--smtp-url needs --mail-from: the address that mails come from')
  return { url, from }
}

function readFile(path: string): Record<string, unknown> {
  if (!existsSync(path)) return {}
  let content: unknown
  try {
    content = parseYaml(readFileSync(path, 'utf8')) ?? {}
  } catch (error) {
    throw new ConfigError(`${path} is not YAML: ${(error as Error).message}`)
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new ConfigError(`${path}: one setting per line is needed`)
  if (Object.hasOwn(content, 'data')) throw new ConfigError(`${path}: this file lies in the data folder and cannot name another`)
  const unknown = Object.keys(content).find((key) => !Object.hasOwn(settings, key))
  if (unknown) throw new ConfigError(`${path}: there is no setting '${unknown}'; settings are ${Object.keys(settings).join(', ')}`)
  return content as Record<string, unknown>
}
