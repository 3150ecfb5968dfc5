import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CreateAccountCommand, ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { ProvisionProductCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SystemClock } from '../../src/clock.ts'
import { Fault } from '../../src/fault.ts'
import { createClient, transportOf } from '../../src/wire/client.ts'
import { toWireRequest } from '../../src/wire/http-request.ts'
import { inProcessRequestHandler } from '../../src/wire/in-process.ts'
import controlTowerModel from '../../src/wire/models/controltower.json' with { type: 'json' }
import type { Operations as ControlTower } from '../../src/wire/models/controltower.ts'
import organizationsModel from '../../src/wire/models/organizations.json' with { type: 'json' }
import type { Operations as Organizations } from '../../src/wire/models/organizations.ts'
import serviceCatalogModel from '../../src/wire/models/servicecatalog.json' with { type: 'json' }
import type { Operations as ServiceCatalog } from '../../src/wire/models/servicecatalog.ts'
import stsModel from '../../src/wire/models/sts.json' with { type: 'json' }
import type { Operations as Sts } from '../../src/wire/models/sts.ts'
import { createPipeline, type Pipeline } from '../../src/wire/pipeline.ts'
import { defineService } from '../../src/wire/service.ts'

// Services made for this test answer through the real pipeline; the callers are the official SDK clients.

const at = new Date('2026-11-23T12:00:00.123Z')
const secretAccessKey = 'wJalrXUtnFEMIEXAMPLEKEY'
const services = [
  defineService<Organizations, string>({
    model: organizationsModel,
    actionPrefix: 'organizations',
    operations: {
      ListAccounts: async (_, { MaxResults = 20 }) => ({
        Accounts: Array.from({ length: MaxResults }, (__, index) => ({
          Id: `${index}`.padStart(12, '1'),
          Name: 'Ünï <&>',
          JoinedTimestamp: at,
        })),
      }),
      CreateAccount: async (_, input) => ({ CreateAccountStatus: { AccountName: input.AccountName, State: 'IN_PROGRESS' } }),
      CreateOrganization: async () => {
        throw new Fault('ConstraintViolationException', 'too many', { fields: { Reason: 'ACCOUNT_NUMBER_LIMIT_EXCEEDED' } })
      },
      LeaveOrganization: async () => {
        throw new Error('a secret that must not leave')
      },
    },
  }),
  defineService<ServiceCatalog, string>({
    model: serviceCatalogModel,
    actionPrefix: 'servicecatalog',
    operations: {
      ProvisionProduct: async (_, input) => ({ RecordDetail: { ProvisionedProductName: input.ProvisionedProductName, CreatedTime: at } }),
    },
  }),
  defineService<Sts, string>({
    model: stsModel,
    actionPrefix: 'sts',
    operations: {
      GetCallerIdentity: async (caller) => ({ Account: '111122223333', Arn: caller, UserId: 'AIDA' }),
      AssumeRole: async (_, input) => ({
        AssumedRoleUser: {
          AssumedRoleId: 'AROA:x',
          Arn: `${input.RoleArn} ${input.Tags?.map((tag) => `${tag.Key}=${tag.Value}`)} ${input.DurationSeconds}`,
        },
        Credentials: { AccessKeyId: 'ASIAEXAMPLEEXAMPLE00', SecretAccessKey: 's', SessionToken: 't', Expiration: at },
      }),
    },
  }),
  defineService<ControlTower, string>({
    model: controlTowerModel,
    actionPrefix: 'controltower',
    operations: {
      ListBaselines: async (_, { maxResults = 0 }) => ({ baselines: [{ arn: 'arn', name: `n${maxResults}` }], nextToken: 'more' }),
      ListTagsForResource: async (_, { resourceArn }) => ({ tags: { resourceArn } }),
    },
  }),
]

let pipeline: Pipeline<string>
let server: Server
let endpoint: string

beforeAll(async () => {
  const clock = new SystemClock()
  pipeline = createPipeline<string, string>({
    services,
    clock,
    log: pino({ level: 'silent' }),
    openActions: new Set(['sts:GetCallerIdentity']),
    findCredentials: async (accessKeyId) =>
      accessKeyId === 'AKIAEXPIRED' ? 'expired' : accessKeyId === 'AKIAEXAMPLE' ? { secretAccessKey, principal: 'me' } : 'unknown',
    anonymous: { principal: 'nobody', region: 'eu-west-1' },
    authenticateSession: async () => {
      throw new Fault('MissingAuthenticationTokenException', 'Missing Authentication Token')
    },
    createContext: ({ principal }) => principal,
    authorize: async (_, { action }) => {
      if (action === 'organizations:ListRoots') throw new Fault('AccessDeniedException', 'no')
    },
  })
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const reply = await pipeline.handle(toWireRequest(request, Buffer.concat(chunks)))
    response.writeHead(reply.status, reply.headers).end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => server.close())

function settings(credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey }) {
  return { endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 }
}

test('the SDK reads lists, timestamps and any character back as they were given', async () => {
  const { Accounts = [], $metadata } = await new OrganizationsClient(settings()).send(new ListAccountsCommand({ MaxResults: 3 }))
  expect(Accounts).toHaveLength(3)
  expect(Accounts[2]).toEqual({ Id: '111111111112', Name: 'Ünï <&>', JoinedTimestamp: at })
  expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/)
})

test('an input that breaks the model is refused in the words of AWS, every broken rule named', async () => {
  const call = new OrganizationsClient(settings()).send(
    new CreateAccountCommand({ AccountName: 'x', Email: 'a@b', Tags: [{ Key: 'k'.repeat(129), Value: '' }] }),
  )
  await expect(call).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: expect.stringMatching(
      /^3 validation errors detected: Value '\*\*\*' at 'email' failed .* greater than or equal to 6; .*Value 'k+' at 'tags\.1\.member\.key' failed/,
    ),
  })
  const missing = new ServiceCatalogClient(settings()).send(
    new ProvisionProductCommand({ ProvisionedProductName: undefined, ProvisionToken: 't' }),
  )
  await expect(missing).rejects.toMatchObject({
    name: 'ValidationException',
    message: "1 validation error detected: Value null at 'provisionedProductName' failed to satisfy constraint: Member must not be null",
  })
})

test('a modelled error arrives with its members, an unexpected one with nothing but the request id', async () => {
  const { CreateOrganizationCommand, LeaveOrganizationCommand } = await import('@aws-sdk/client-organizations')
  const client = new OrganizationsClient(settings())
  await expect(client.send(new CreateOrganizationCommand({}))).rejects.toMatchObject({
    name: 'ConstraintViolationException',
    Reason: 'ACCOUNT_NUMBER_LIMIT_EXCEEDED',
  })
  const unexpected = await client.send(new LeaveOrganizationCommand({})).catch((error) => error)
  expect(unexpected.name).toBe('InternalFailure')
  expect(unexpected.message).not.toContain('secret')
})

test('the query protocol carries lists, numbers and results', async () => {
  const client = new STSClient(settings())
  expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '111122223333', Arn: 'me' })
  const role = await client.send(
    new AssumeRoleCommand({
      RoleArn: 'arn:aws:iam::1:role/abcdefghij',
      RoleSessionName: 'me',
      DurationSeconds: 900,
      Tags: [
        { Key: 'a', Value: 'b+c' },
        { Key: 'd', Value: 'e' },
      ],
    }),
  )
  expect(role.AssumedRoleUser?.Arn).toBe('arn:aws:iam::1:role/abcdefghij a=b+c,d=e 900')
  expect(role.Credentials?.Expiration).toEqual(at)
  await expect(client.send(new AssumeRoleCommand({ RoleArn: 'short', RoleSessionName: 'me' }))).rejects.toMatchObject({
    name: 'ValidationError',
  })
})

test('a client made from a model speaks rest-json in this process, paths and errors included', async () => {
  const client = createClient<ControlTower>(
    controlTowerModel,
    transportOf(inProcessRequestHandler(pipeline, { principal: 'me', region: 'us-east-1' })),
  )
  expect(await client.call('ListBaselines', { maxResults: 7 })).toEqual({ baselines: [{ arn: 'arn', name: 'n7' }], nextToken: 'more' })
  const resourceArn = 'arn:aws:controltower:us-east-1:111122223333:landingzone/1A2B3C4D5E6F7G8H'
  expect(await client.call('ListTagsForResource', { resourceArn })).toEqual({ tags: { resourceArn } })
  await expect(client.call('GetBaseline', { baselineIdentifier: 'x' })).rejects.toMatchObject({ code: 'UnsupportedOperationException' })
})

test('an SDK client speaks to the services in this process, errors included', async () => {
  const requestHandler = inProcessRequestHandler(pipeline, { principal: 'the factory', region: 'us-east-1' })
  const inside = { requestHandler, region: 'us-east-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' }, maxAttempts: 1 }
  const organizations = new OrganizationsClient(inside)
  const { Accounts = [], $metadata } = await organizations.send(new ListAccountsCommand({ MaxResults: 2 }))
  expect(Accounts.map(({ JoinedTimestamp }) => JoinedTimestamp)).toEqual([at, at])
  expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(await new STSClient(inside).send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: 'the factory' })
  await expect(organizations.send(new CreateAccountCommand({ AccountName: 'x', Email: 'x' }))).rejects.toMatchObject({
    name: 'InvalidInputException',
    Reason: 'MIN_LENGTH_EXCEEDED',
  })
  const { ListRootsCommand } = await import('@aws-sdk/client-organizations')
  await expect(organizations.send(new ListRootsCommand({}))).rejects.toMatchObject({ name: 'UnsupportedOperationException' })
})

test.each([
  ['an unknown key', { accessKeyId: 'AKIAUNKNOWN', secretAccessKey }, 'UnrecognizedClientException', 'InvalidClientTokenId'],
  ['an expired token', { accessKeyId: 'AKIAEXPIRED', secretAccessKey }, 'ExpiredTokenException', 'ExpiredToken'],
  ['a wrong secret', { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'wrong' }, 'InvalidSignatureException', 'SignatureDoesNotMatch'],
])('%s is refused with the code of the json and of the query services', async (_, credentials, json, query) => {
  await expect(new OrganizationsClient(settings(credentials)).send(new ListAccountsCommand({}))).rejects.toMatchObject({ name: json })
  await expect(new STSClient(settings(credentials)).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: query })
})

test('a stale clock and an unsigned amz header are each refused', async () => {
  const stale = new OrganizationsClient({ ...settings(), systemClockOffset: -6 * 60_000 })
  await expect(stale.send(new ListAccountsCommand({}))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
    message: expect.stringContaining('Signature expired'),
  })
  const injected = new OrganizationsClient(settings())
  injected.middlewareStack.add(
    (next) => async (args) => {
      ;(args.request as { headers: Record<string, string> }).headers['x-amz-added'] = '1'
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'low' },
  )
  await expect(injected.send(new ListAccountsCommand({}))).rejects.toMatchObject({ name: 'InvalidSignatureException' })
})
