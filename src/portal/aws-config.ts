import type { PortalAccount } from './portal-directory.ts'

export interface AwsConfigOptions {
  readonly userName: string
  readonly accounts: readonly PortalAccount[]
  /** In the form that command lines take: of AWS's own domain. */
  readonly startUrl: string
  readonly region: string
  /** Where we answer AWS's APIs. */
  readonly endpointUrl: string
}

const session = 'account-factory'

/** A whole `~/.aws/config`: one profile for each account and role that a person may enter. */
export function awsConfig({ userName, accounts, startUrl, region, endpointUrl }: AwsConfigOptions): string {
  const profiles = accounts.flatMap(({ accountId, name, roles }) => roles.map((role) => ({ accountId, name, roleName: role.name })))
  const counts = Map.groupBy(profiles, profileName)
  const sections = profiles.map((profile) => {
    const isOnly = counts.get(profileName(profile))?.length === 1
    return section(`profile ${profileName(profile)}${isOnly ? '' : `-${profile.accountId}`}`, {
      sso_session: session,
      sso_account_id: profile.accountId,
      sso_role_name: profile.roleName,
      region,
      endpoint_url: endpointUrl,
    })
  })
  const first = section(`sso-session ${session}`, {
    sso_start_url: startUrl,
    sso_region: region,
    sso_registration_scopes: 'sso:account:access',
  })
  return [`# The accounts and roles of ${userName}. To sign in: aws sso login --profile <one of these>\n`, first, ...sections].join('\n')
}

/** `web-shop.AWSReadOnlyAccess`: what shells and config files take without quotes. */
function profileName({ name, roleName }: { name: string; roleName: string }): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `${slug || 'account'}.${roleName.replace(/[^\w.@-]/g, '-')}`
}

function section(name: string, values: Record<string, string>): string {
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}\n`)
  return `[${name}]\n${lines.join('')}`
}
