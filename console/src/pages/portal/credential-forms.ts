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
