import type { OperationContext } from '../../access/context.ts'
import type {
  DeleteApplicationGrantRequest,
  GetApplicationGrantRequest,
  GetApplicationGrantResponse,
  Grant,
  ListApplicationGrantsRequest,
  ListApplicationGrantsResponse,
  PutApplicationGrantRequest,
} from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'
import { invalid, notFound } from './faults.ts'
import { readInstancePage } from './instance.ts'
import { tables } from './tables.ts'

type GrantType = PutApplicationGrantRequest['GrantType']

/** Which member of a Grant says more of which type. */
const memberOf: Readonly<Record<GrantType, keyof Grant>> = {
  authorization_code: 'AuthorizationCode',
  refresh_token: 'RefreshToken',
  'urn:ietf:params:oauth:grant-type:jwt-bearer': 'JwtBearer',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'TokenExchange',
}

/** Sets a way in which the application comes by tokens. */
export async function putApplicationGrant(context: OperationContext, input: PutApplicationGrantRequest): Promise<Record<string, never>> {
  const { row } = await ownApplication(context, input.ApplicationArn)
  const { GrantType, Grant } = input
  if (Grant[memberOf[GrantType]] === undefined) throw invalid(`Grant has no ${memberOf[GrantType]}, which goes with ${GrantType}.`)
  checkRedirects(Grant.AuthorizationCode?.RedirectUris ?? [])
  await checkIssuers(context, row.instance_arn, Grant)
  const details = JSON.stringify(Grant)
  await tables(context)
    .insertInto('application_grants')
    .values({ application_arn: row.arn, grant_type: GrantType, details })
    .onConflict((existing) => existing.columns(['application_arn', 'grant_type']).doUpdateSet({ details }))
    .execute()
  return {}
}

export async function getApplicationGrant(
  context: OperationContext,
  { ApplicationArn, GrantType }: GetApplicationGrantRequest,
): Promise<GetApplicationGrantResponse> {
  const { row } = await ownApplication(context, ApplicationArn)
  const found = await tables(context)
    .selectFrom('application_grants')
    .select('details')
    .where('application_arn', '=', row.arn)
    .where('grant_type', '=', GrantType)
    .executeTakeFirst()
  if (!found) throw notFound(`Grant ${GrantType}`)
  return { Grant: found.details as Grant }
}

export async function deleteApplicationGrant(
  context: OperationContext,
  { ApplicationArn, GrantType }: DeleteApplicationGrantRequest,
): Promise<Record<string, never>> {
  const { row } = await ownApplication(context, ApplicationArn)
  const deleted = await tables(context)
    .deleteFrom('application_grants')
    .where('application_arn', '=', row.arn)
    .where('grant_type', '=', GrantType)
    .executeTakeFirst()
  if (deleted.numDeletedRows === 0n) throw notFound(`Grant ${GrantType}`)
  return {}
}

export async function listApplicationGrants(
  context: OperationContext,
  input: ListApplicationGrantsRequest,
): Promise<ListApplicationGrantsResponse> {
  const { row } = await ownApplication(context, input.ApplicationArn)
  const { rows, nextToken } = await readInstancePage(
    ['ListApplicationGrants', row.arn],
    input,
    (after, limit) =>
      tables(context)
        .selectFrom('application_grants')
        .select(['grant_type', 'details'])
        .where('application_arn', '=', row.arn)
        .where('grant_type', '>', String(after?.[0] ?? ''))
        .orderBy('grant_type')
        .limit(limit)
        .execute(),
    ({ grant_type }) => [grant_type],
  )
  const grants = rows.map(({ grant_type, details }) => ({ GrantType: grant_type as GrantType, Grant: details as Grant }))
  return { Grants: grants, ...(nextToken && { NextToken: nextToken }) }
}

/** Schemes that a browser carries out in the page it is on, or reads from the machine it is on. */
const dangerousSchemes: readonly string[] = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:']

/** Absolute addresses without a fragment: https, http on the machine itself, or an app's own scheme. */
function checkRedirects(addresses: readonly string[]): void {
  const wrong = addresses.find((address) => !isRedirect(address))
  if (wrong !== undefined) throw invalid(`${wrong.slice(0, 200)} cannot be a redirect URI.`)
}

function isRedirect(address: string): boolean {
  if (!URL.canParse(address) || address.includes('#')) return false
  const { protocol, hostname } = new URL(address)
  if (protocol === 'http:') return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return !dangerousSchemes.includes(protocol)
}

/** Throws ResourceNotFoundException unless each token issuer is the instance's. */
async function checkIssuers(context: OperationContext, instanceArn: string, { JwtBearer }: Grant): Promise<void> {
  const arns = (JwtBearer?.AuthorizedTokenIssuers ?? []).map(({ TrustedTokenIssuerArn }) => TrustedTokenIssuerArn ?? '')
  if (arns.length === 0) return
  const known = await tables(context)
    .selectFrom('trusted_token_issuers')
    .select('arn')
    .where('instance_arn', '=', instanceArn)
    .where('arn', 'in', arns)
    .execute()
  const missing = arns.find((arn) => !known.some((row) => row.arn === arn))
  if (missing !== undefined) throw notFound(`TrustedTokenIssuer ${missing}`)
}
