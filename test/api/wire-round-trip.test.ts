import * as identityStore from '@aws-sdk/client-identitystore'
import * as organizations from '@aws-sdk/client-organizations'
import * as serviceCatalog from '@aws-sdk/client-service-catalog'
import * as sso from '@aws-sdk/client-sso'
import * as ssoAdmin from '@aws-sdk/client-sso-admin'
import * as ssoOidc from '@aws-sdk/client-sso-oidc'
import * as sts from '@aws-sdk/client-sts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, transportOf } from '../../src/wire/client.ts'
import { inProcessRequestHandler } from '../../src/wire/in-process.ts'
import type { Model } from '../../src/wire/model.ts'
import type { Operations as ControlTower } from '../../src/wire/models/controltower.ts'
import { signedTransport } from '../../src/wire/signed-transport.ts'
import { credentials, models, openStage, type Stage } from './wire-stage.ts'
import { arbitraryOf, withoutRules } from './wire-values.ts'

// Every operation of every model, there and back: what a client sends is what the operation gets, what it answers is what the
// client reads. The values are by type alone (the rules on them are proven elsewhere).

const relaxed = new Map(models.map((model) => [model.metadata.name, withoutRules(model)]))
let stage: Stage

beforeAll(async () => {
  stage = await openStage({ models: [...relaxed.values()] })
})
afterAll(() => stage.close())

type Send = (operation: string, input: unknown) => Promise<unknown>

interface SdkClient {
  send(command: unknown): Promise<{ $metadata: unknown }>
}

function sdk(name: string, library: Record<string, unknown>, client: string): [string, () => Send, string[]] {
  const commands = Object.entries(relaxed.get(name)?.operations ?? {})
    .filter(([operation]) => `${operation}Command` in library)
    .map(([operation]) => operation)
  const create = (): Send => {
    const Client = library[client] as new (settings: object) => SdkClient
    const sender = new Client({ endpoint: stage.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 })
    return async (operation, input) => {
      const Command = library[`${operation}Command`] as new (input: unknown) => unknown
      const { $metadata, ...output } = await sender.send(new Command(input))
      return output
    }
  }
  return [name, create, commands]
}

const clients = [
  sdk('organizations', organizations, 'OrganizationsClient'),
  sdk('servicecatalog', serviceCatalog, 'ServiceCatalogClient'),
  sdk('sso-admin', ssoAdmin, 'SSOAdminClient'),
  sdk('identitystore', identityStore, 'IdentitystoreClient'),
  sdk('sso', sso, 'SSOClient'),
  sdk('sso-oidc', ssoOidc, 'SSOOIDCClient'),
  sdk('sts', sts, 'STSClient'),
]

const cases = clients.flatMap(([name, create, commands]) => commands.map((operation) => ({ name, create, operation })))

test('the SDK clients know nearly all operations of the models', () => {
  expect(cases.length).toBeGreaterThan(250)
})

test.each(cases)('$name $operation carries every value there and back', async ({ name, create, operation }) => {
  await roundTrip(relaxed.get(name) as Model, create(), operation, 6)
})

const controlTower = relaxed.get('controltower') as Model
const controlTowerOperations = Object.keys(controlTower.operations)

test.each(controlTowerOperations)(
  'controltower %s carries every value there and back, in this process and signed over HTTP',
  async (operation) => {
    const inProcess = createClient<ControlTower>(
      controlTower,
      transportOf(inProcessRequestHandler(stage.pipeline, { principal: 'me', region: 'eu-west-1' })),
    )
    const signed = createClient<ControlTower>(controlTower, signedTransport({ endpoint: stage.endpoint, region: 'eu-west-1', credentials }))
    for (const client of [inProcess, signed]) {
      await roundTrip(controlTower, (name, input) => client.call(name as keyof ControlTower, input as never), operation, 20)
    }
  },
)

async function roundTrip(model: Model, send: Send, operation: string, runs: number): Promise<void> {
  const { input: inputShape, output: outputShape } = model.operations[operation] ?? {}
  const nothing = fc.constant({})
  const input = inputShape ? arbitraryOf(model, inputShape) : nothing
  const output = outputShape ? arbitraryOf(model, outputShape) : nothing
  await fc.assert(
    fc.asyncProperty(input, output, async (given, answer) => {
      stage.echo.output = answer
      const read = await send(operation, given)
      expect(stage.echo.operation).toBe(operation)
      expect(stage.echo.input).toEqual(given)
      expect(read).toEqual(answer)
    }),
    { numRuns: runs },
  )
}
