import { DescribeProductCommand, ListLaunchPathsCommand } from '@aws-sdk/client-service-catalog'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { Clock } from '../clock.ts'
import type { Connection } from './connection.ts'
import { toCommandFailure } from './failures.ts'
import { productName } from './provision-account.ts'
import { describeDuration } from './timeline.ts'

export interface CheckResult {
  readonly name: string
  readonly title: string
  /** `notice`: works, but a person may want to know. `skipped`: what it builds on has failed. */
  readonly status: 'ok' | 'notice' | 'problem' | 'skipped'
  readonly detail: string
  readonly advice?: string
  /** A problem of reaching the server or of being let in. */
  readonly blocksAccess?: boolean
}

type Finding = Omit<CheckResult, 'name' | 'title'>

interface Check {
  readonly name: string
  readonly title: string
  /** Checks without which this one tells nothing. */
  readonly needs: readonly string[]
  readonly blocksAccess?: boolean
  readonly run: (means: { connection: Connection; clock: Clock }) => Promise<Finding>
  /** What to do when `run` throws. */
  readonly advice: string
}

const oldestNode = [22, 18] as const
/** The server refuses signatures that are further off. */
const largestSkewMs = 5 * 60_000
const noticeableSkewMs = 60_000
const probeTimeoutMs = 10_000
/** A request that has run this long deserves a look. */
const longRunMs = 3_600_000

const checks: readonly Check[] = [
  { name: 'node', title: 'Node.js', needs: [], run: async () => checkNode(process.versions.node), advice: '' },
  {
    name: 'endpoint',
    title: 'Server',
    needs: [],
    blocksAccess: true,
    run: checkEndpoint,
    advice: 'Start it (account-factory start), or name another address with --endpoint-url or AWS_ENDPOINT_URL.',
  },
  { name: 'clock', title: 'Clock', needs: ['endpoint'], blocksAccess: true, run: checkClock, advice: '' },
  {
    name: 'credentials',
    title: 'Credentials',
    needs: ['endpoint'],
    blocksAccess: true,
    run: checkCredentials,
    advice:
      'Set AWS_PROFILE (and AWS_SHARED_CREDENTIALS_FILE to .data/credentials of the server), pass --profile, or run where .data lies.\nTemporary credentials expire: take new ones from the access portal, Access keys.',
  },
  {
    name: 'organization',
    title: 'Organization and landing zone',
    needs: ['credentials'],
    run: checkOrganization,
    advice: 'The principal needs account-factory:GetOrganization, and the account must be the management account.',
  },
  {
    name: 'product',
    title: 'Product',
    needs: ['credentials'],
    run: checkProduct,
    advice:
      'Let the principal launch: servicecatalog associate-principal-with-portfolio with its ARN and the Account Factory portfolio,\nor use a role that may, such as AWSServiceCatalogEndUserAccess or AWSAdministratorAccess in the management account.',
  },
  {
    name: 'queue',
    title: 'Queue',
    needs: ['credentials'],
    run: checkQueue,
    advice: 'The principal needs account-factory:GetQueue.',
  },
]

/** Runs the checks one after the other; one whose ground has failed is skipped. */
export async function* runChecks(connection: Connection, clock: Clock): AsyncGenerator<CheckResult> {
  const failed = new Set<string>()
  for (const check of checks) {
    const { name, title, needs } = check
    const missing = needs.find((need) => failed.has(need))
    const finding =
      missing === undefined ? await find(check, connection, clock) : { status: 'skipped' as const, detail: `needs ${missing}` }
    if (finding.status === 'problem' || finding.status === 'skipped') failed.add(name)
    yield { name, title, ...finding, ...(check.blocksAccess && finding.status === 'problem' ? { blocksAccess: true } : {}) }
  }
}

async function find({ run, advice }: Check, connection: Connection, clock: Clock): Promise<Finding> {
  try {
    return await run({ connection, clock })
  } catch (error) {
    const { code, message } = toCommandFailure(error, connection.settings.endpoint)
    return { status: 'problem', detail: `${code}: ${message}`, ...(advice ? { advice } : {}) }
  }
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNewEnough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
  if (isNewEnough) return { status: 'ok', detail: version }
  return { status: 'problem', detail: version, advice: `Node.js ${oldestNode.join('.')} or newer is needed.` }
}

async function checkEndpoint({ connection: { settings } }: { connection: Connection }): Promise<Finding> {
  const answer = await fetch(`${settings.endpoint}/readyz`, { signal: AbortSignal.timeout(probeTimeoutMs), redirect: 'error' })
  const detail = `${settings.endpoint} (${settings.endpointFrom})`
  if (answer.ok) return { status: 'ok', detail }
  if (answer.status === 503)
    return { status: 'problem', detail: `${detail} is not ready yet`, advice: 'Wait a moment; its log tells what it waits for.' }
  return {
    status: 'problem',
    detail: `${detail} answers ${answer.status} to /readyz`,
    advice: 'This is probably not an Account Factory: see --endpoint-url, AWS_ENDPOINT_URL and endpoint_url of the profile.',
  }
}

async function checkClock({ connection: { settings }, clock }: { connection: Connection; clock: Clock }): Promise<Finding> {
  const answer = await fetch(`${settings.endpoint}/healthz`, { signal: AbortSignal.timeout(probeTimeoutMs), redirect: 'error' })
  return compareClocks(answer.headers.get('date'), clock.now())
}

/** `date`: the answer's Date header, whole seconds. */
export function compareClocks(date: string | null, now: Date): Finding {
  const skewMs = date === null ? Number.NaN : now.getTime() - new Date(date).getTime()
  if (Number.isNaN(skewMs)) return { status: 'notice', detail: 'the server does not tell the time' }
  if (Math.abs(skewMs) < noticeableSkewMs) return { status: 'ok', detail: 'the same as the server’s' }
  const detail = `this machine is ${describeDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'} the server`
  const advice = 'Set the clock of this machine right (NTP). Signatures are refused when it is off by more than five minutes.'
  return { status: Math.abs(skewMs) > largestSkewMs ? 'problem' : 'notice', detail, advice }
}

async function checkCredentials({ connection: { sts, settings } }: { connection: Connection }): Promise<Finding> {
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  return { status: 'ok', detail: `${Arn} (${settings.credentialsFrom})` }
}

async function checkOrganization({ connection: { api } }: { connection: Connection }): Promise<Finding> {
  const session = await api.session()
  if (!session.organizationId)
    return {
      status: 'problem',
      detail: `account ${session.accountId} is in no organization`,
      advice: 'There is no landing zone (started with --empty?). Create an organization, or start without --empty.',
    }
  if (session.accountId !== session.managementAccountId)
    return {
      status: 'problem',
      detail: `you are in ${session.accountId}, the management account is ${session.managementAccountId}`,
      advice: 'Accounts are launched from the management account: use credentials of that account.',
    }
  const { units } = await api.organization()
  const vendable = units.filter((unit) => unit.vendable)
  const detail = `${session.organizationId}, ${units.reduce((sum, { accounts }) => sum + accounts, 0)} accounts, ${vendable.length} organizational unit${vendable.length === 1 ? '' : 's'} for new ones`
  if (vendable.length > 0) return { status: 'ok', detail }
  return { status: 'problem', detail, advice: 'Register an organizational unit with AWS Control Tower (controltower enable-baseline).' }
}

async function checkProduct({ connection }: { connection: Connection }): Promise<Finding> {
  const { homeRegion } = await connection.api.session()
  const region = connection.settings.region ?? homeRegion
  if (region !== homeRegion)
    return {
      status: 'problem',
      detail: `you ask in ${region}, the product lives in ${homeRegion}`,
      advice: `Set AWS_REGION=${homeRegion}, or pass --region ${homeRegion}.`,
    }
  const catalog = await connection.catalog()
  const { ProductViewSummary } = await catalog.send(new DescribeProductCommand({ Name: productName }))
  const { LaunchPathSummaries = [] } = await catalog.send(new ListLaunchPathsCommand({ ProductId: ProductViewSummary?.ProductId }))
  return { status: 'ok', detail: `${productName}, by ${LaunchPathSummaries.map(({ Name }) => Name).join(', ')}` }
}

async function checkQueue({ connection: { api }, clock }: { connection: Connection; clock: Clock }): Promise<Finding> {
  const { limit, running, waiting } = await api.queue()
  const detail = `${running.length} of ${limit} running, ${waiting.length} waiting`
  const now = clock.now().getTime()
  const slow = running.filter(({ startedAt }) => startedAt && now - new Date(startedAt).getTime() > longRunMs)
  if (slow.length > 0) {
    const advice = `Look at: ${slow.map(({ recordId }) => `account-factory requests show ${recordId}`).join('\n         ')}`
    return { status: 'notice', detail: `${detail}; ${slow.length} for more than an hour`, advice }
  }
  if (waiting.length > 0 && running.length === 0)
    return { status: 'notice', detail: `${detail}; those ahead are other people's, or nothing takes them up` }
  return { status: 'ok', detail }
}
