import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino, { type Logger } from 'pino'
import { SystemClock } from '../../src/clock.ts'
import { toWireRequest } from '../../src/wire/http-request.ts'
import type { Model } from '../../src/wire/model.ts'
import controlTower from '../../src/wire/models/controltower.json' with { type: 'json' }
import identityStore from '../../src/wire/models/identitystore.json' with { type: 'json' }
import organizations from '../../src/wire/models/organizations.json' with { type: 'json' }
import serviceCatalog from '../../src/wire/models/servicecatalog.json' with { type: 'json' }
import sso from '../../src/wire/models/sso.json' with { type: 'json' }
import ssoAdmin from '../../src/wire/models/sso-admin.json' with { type: 'json' }
import ssoOidc from '../../src/wire/models/sso-oidc.json' with { type: 'json' }
import sts from '../../src/wire/models/sts.json' with { type: 'json' }
import { createPipeline, type Pipeline, type PipelineOptions } from '../../src/wire/pipeline.ts'
import type { Service } from '../../src/wire/service.ts'

// The real pipeline behind a bare HTTP server, with services that answer every operation of every model as the test tells them.

export const models = [controlTower, identityStore, organizations, serviceCatalog, sso, ssoAdmin, ssoOidc, sts] as unknown as Model[]

export const credentials = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }

export interface Stage {
  readonly pipeline: Pipeline<string>
  readonly endpoint: string
  readonly clock: SystemClock
  /** What the last operation got, and what the next one answers. */
  readonly echo: { operation?: string; input?: unknown; output: unknown }
  close(): Promise<void>
}

export async function openStage(
  options: { models?: readonly Model[]; log?: Logger } & Partial<PipelineOptions<string, string>> = {},
): Promise<Stage> {
  const clock = new SystemClock()
  const echo: Stage['echo'] = { output: {} }
  const pipeline = createPipeline<string, string>({
    services: (options.models ?? models).map((model) => echoService(model, echo)),
    findCredentials: async (accessKeyId) =>
      accessKeyId === credentials.accessKeyId ? { secretAccessKey: credentials.secretAccessKey, principal: 'me' } : 'unknown',
    authenticateSession: async () => ({ principal: 'a person', region: 'eu-west-1' }),
    anonymous: { principal: 'nobody', region: 'eu-west-1' },
    createContext: ({ principal }) => principal,
    authorize: async () => {},
    openActions: new Set(),
    clock,
    log: pino({ level: 'silent' }),
    ...options,
  })
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const reply = await pipeline.handle(toWireRequest(request, Buffer.concat(chunks)))
    response.writeHead(reply.status, reply.headers).end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    pipeline,
    endpoint,
    clock,
    echo,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function echoService(model: Model, echo: Stage['echo']): Service<string> {
  const answer = (operation: string) => async (_: string, input: unknown) => {
    echo.operation = operation
    echo.input = input
    if (echo.output instanceof Error) throw echo.output
    return echo.output
  }
  return {
    model,
    actionPrefix: model.metadata.signingName,
    operations: Object.fromEntries(Object.keys(model.operations).map((name) => [name, answer(name)])),
    resources: {},
    conditionKeys: {},
  }
}
