// What the command line is set to: flags, the AWS variables, the AWS files, and last the installation in the current folder.
//
// The one place outside src/server/config.ts that reads process.env, for it reads what every AWS client reads, not our settings.

import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseIni } from './ini.ts'

/** Flags that every command of the client takes. */
export interface ConnectionFlags {
  readonly endpointUrl?: string
  readonly profile?: string
  readonly region?: string
}

/** How to reach and whom to be; `…From` tells a person where a value came from. */
export interface Settings {
  /** Scheme, host and port, without a slash at the end. */
  readonly endpoint: string
  readonly endpointFrom: string
  /** Undefined: the landing zone's home region, which the server tells. */
  readonly region: string | undefined
  readonly profile: string | undefined
  /** The shared credentials file when it is not the one that the AWS SDK would take. */
  readonly credentialsFile: string | undefined
  readonly credentialsFrom: string
}

type Environment = Readonly<Record<string, string | undefined>>

export interface Surroundings {
  readonly env: Environment
  readonly folder: string
  readonly home: string
}

const defaultPort = '4500'
const localProfile = 'account-factory'

/** Variables by which a person says whom to be. */
const credentialVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CONFIG_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
]

/** Flag beats variable beats the profile in the AWS files beats the installation whose data folder lies here. */
export function readSettings(flags: ConnectionFlags, surroundings: Surroundings = here()): Settings {
  const { env } = surroundings
  const profile = flags.profile ?? (env.AWS_PROFILE || undefined)
  const fromFiles = readProfile(profile ?? 'default', surroundings)
  const identity = chooseIdentity(flags, profile, surroundings)
  return {
    ...chooseEndpoint(flags, identity.local ? {} : fromFiles, env),
    region: flags.region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || (identity.local ? undefined : fromFiles.region)),
    profile: identity.profile,
    credentialsFile: identity.credentialsFile,
    credentialsFrom: identity.credentialsFrom,
  }
}

function here(): Surroundings {
  return { env: process.env, folder: process.cwd(), home: homedir() }
}

function chooseEndpoint(flags: ConnectionFlags, profile: Readonly<Record<string, string>>, env: Environment) {
  const port = env.ACCOUNT_FACTORY_PORT || defaultPort
  const candidates: Array<readonly [string | undefined, string]> = [
    [flags.endpointUrl, '--endpoint-url'],
    [env.AWS_ENDPOINT_URL, 'AWS_ENDPOINT_URL'],
    [profile.endpoint_url, 'endpoint_url of the profile'],
    [`http://127.0.0.1:${port}`, env.ACCOUNT_FACTORY_PORT ? 'ACCOUNT_FACTORY_PORT' : 'default'],
  ]
  const [endpoint, endpointFrom] = candidates.find(([value]) => value) ?? ['', '']
  return { endpoint: String(endpoint).replace(/\/+$/, ''), endpointFrom }
}

function chooseIdentity(flags: ConnectionFlags, profile: string | undefined, { env, folder }: Surroundings) {
  const said = flags.profile === undefined ? credentialVariables.find((name) => env[name]) : '--profile'
  const file = join(resolve(folder, env.ACCOUNT_FACTORY_DATA || '.data'), 'credentials')
  if (said === undefined && existsSync(file))
    return { local: true, profile: localProfile, credentialsFile: file, credentialsFrom: `profile ${localProfile} in ${file}` }
  const credentialsFrom = profile ? `profile ${profile}` : (said ?? 'the default credential chain')
  return { local: false, profile: flags.profile, credentialsFile: undefined, credentialsFrom }
}

/** What the two AWS files say of a profile; the credentials file beats the configuration file, as in the AWS CLI. */
function readProfile(profile: string, { env, home }: Surroundings): Record<string, string> {
  const config = readSections(env.AWS_CONFIG_FILE || join(home, '.aws', 'config'))
  const credentials = readSections(env.AWS_SHARED_CREDENTIALS_FILE || join(home, '.aws', 'credentials'))
  return { ...config[profile === 'default' ? profile : `profile ${profile}`], ...credentials[profile] }
}

/** A file that cannot be read says nothing: the SDK's own chain complains about it where it matters. */
function readSections(path: string): Record<string, Record<string, string>> {
  try {
    return parseIni(readFileSync(path, 'utf8'))
  } catch {
    return {}
  }
}
