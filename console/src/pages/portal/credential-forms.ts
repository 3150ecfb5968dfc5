export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  expiration: string
}

export interface Settings {
  /** Name of the profile, e.g. `123456789012_AWSAdministratorAccess`. */
  readonly profile: string
  /** Address of this server. */
  readonly endpoint: string
}

/** Environment variables for bash, zsh and the like. */
export function bashForm(credentials: Credentials, { endpoint }: Settings): string {
  return variables(credentials, endpoint)
    .map(([name, value]) => `export ${name}="${value}"`)
    .join('\n')
}

export function powerShellForm(credentials: Credentials, { endpoint }: Settings): string {
  return variables(credentials, endpoint)
    .map(([name, value]) => `$Env:${name}="${value}"`)
    .join('\n')
}

/** For the Command Prompt of Windows, where quotes would be a part of the value. */
export function cmdForm(credentials: Credentials, { endpoint }: Settings): string {
  return variables(credentials, endpoint)
    .map(([name, value]) => `SET ${name}=${value}`)
    .join('\n')
}

/** The same text with its secrets hidden. */
export function masked(text: string, { secretAccessKey, sessionToken }: Credentials): string {
  return [secretAccessKey, sessionToken].reduce((shown, secret) => shown.replaceAll(secret, '•'.repeat(24)), text)
}

export interface SsoSettings extends Settings {
  readonly accountId: string
  readonly roleName: string
  /** In the form that command lines take. */
  readonly startUrl: string
  readonly region: string
}

/** A block for ~/.aws/config, for `aws sso login`. */
export function ssoForm({ profile, accountId, roleName, startUrl, region, endpoint }: SsoSettings): string {
  return [
    '[sso-session account-factory]',
    `sso_start_url = ${startUrl}`,
    `sso_region = ${region}`,
    'sso_registration_scopes = sso:account:access',
    '',
    `[profile ${profile}]`,
    'sso_session = account-factory',
    `sso_account_id = ${accountId}`,
    `sso_role_name = ${roleName}`,
    `region = ${region}`,
    `endpoint_url = ${endpoint}`,
  ].join('\n')
}

/** A block for ~/.aws/credentials. */
export function profileForm(credentials: Credentials, { profile, endpoint }: Settings): string {
  return [
    `[${profile}]`,
    `aws_access_key_id=${credentials.accessKeyId}`,
    `aws_secret_access_key=${credentials.secretAccessKey}`,
    `aws_session_token=${credentials.sessionToken}`,
    `endpoint_url=${endpoint}`,
  ].join('\n')
}

function variables(credentials: Credentials, endpoint: string): [string, string][] {
  return [
    ['AWS_ACCESS_KEY_ID', credentials.accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey],
    ['AWS_SESSION_TOKEN', credentials.sessionToken],
    ['AWS_ENDPOINT_URL', endpoint],
  ]
}
