// 100 launches at pace instant, all accepted first and then worked off: with the limit of 5 (the baseline) and raised to 50.
// Goals: all SUCCEEDED within 30 s with 50; with 5 never more than five at once, told from each request's own start and end.
import { ProvisionProductCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog'
import { ApiClient, type RequestSummary } from '../src/commands/api-client.ts'
import { startBenchServer, temporaryData } from './server.ts'

const launches = 100
const deadlineMs = 120_000
const product = 'AWS Control Tower Account Factory'

interface Figures {
  readonly acceptedMs: number
  readonly doneMs: number
  readonly succeeded: number
  readonly mostAtOnce: number
}

async function run(limit: number): Promise<Figures> {
  const server = await startBenchServer(temporaryData(), '--pace', 'instant', '--concurrency', String(limit), '--log-level', 'error')
  const settings = { region: 'us-east-1', endpoint: server.url, credentials: server.credentials }
  const catalog = new ServiceCatalogClient(settings)
  const api = new ApiClient(settings)
  const started = performance.now()
  await Promise.all(Array.from({ length: launches }, (_, index) => launch(catalog, index)))
  const acceptedMs = performance.now() - started
  await drained(api)
  const doneMs = performance.now() - started
  const requests = await listAll(api)
  await server.stop()
  return { acceptedMs, doneMs, succeeded: requests.filter(({ phase }) => phase === 'SUCCEEDED').length, mostAtOnce: mostAtOnce(requests) }
}

async function launch(catalog: ServiceCatalogClient, index: number): Promise<void> {
  const parameters = {
    AccountName: `Bench ${index}`,
    AccountEmail: `bench-${index}@example.com`,
    SSOUserFirstName: 'Bench',
    SSOUserLastName: 'Person',
    SSOUserEmail: 'bench@example.com',
    ManagedOrganizationalUnit: 'Sandbox',
  }
  await catalog.send(
    new ProvisionProductCommand({
      ProductName: product,
      ProvisioningArtifactName: product,
      ProvisionedProductName: `bench-${index}`,
      ProvisioningParameters: Object.entries(parameters).map(([Key, Value]) => ({ Key, Value })),
    }),
  )
}

async function drained(api: ApiClient): Promise<void> {
  const until = performance.now() + deadlineMs
  for (;;) {
    const { running, waiting } = await api.queue()
    if (running.length + waiting.length === 0 || performance.now() > until) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function listAll(api: ApiClient): Promise<RequestSummary[]> {
  const requests: RequestSummary[] = []
  let after: string | undefined
  do {
    const page = await api.requests({ limit: 100, after })
    requests.push(...page.requests)
    after = page.next
  } while (after !== undefined)
  return requests
}

/** How many of the spans from start to end overlap at most; an end at the moment of a start makes room for it. */
function mostAtOnce(requests: readonly RequestSummary[]): number {
  const edges = requests.flatMap(({ startedAt, endedAt }) => [
    { at: Date.parse(startedAt ?? ''), step: 1 },
    { at: Date.parse(endedAt ?? ''), step: -1 },
  ])
  let running = 0
  let most = 0
  for (const { step } of edges.sort((a, b) => a.at - b.at || a.step - b.step)) {
    running += step
    most = Math.max(most, running)
  }
  return most
}

const baseline = await run(5)
const raised = await run(50)
for (const [name, figures] of Object.entries({ 'limit 5 (baseline)': baseline, 'limit 50': raised })) {
  const { acceptedMs, doneMs, succeeded, mostAtOnce: most } = figures
  const ratio = (doneMs / baseline.doneMs).toFixed(2)
  console.log(
    `${name.padEnd(20)} accepted in ${(acceptedMs / 1000).toFixed(1)} s, done in ${(doneMs / 1000).toFixed(1)} s (${ratio} x baseline), ` +
      `${succeeded} of ${launches} SUCCEEDED, at most ${most} at once`,
  )
}
