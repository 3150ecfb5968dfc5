import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Fault } from '../../src/fault.ts'
import { largestBodyBytes } from '../../src/wire/pipeline.ts'
import type { WireRequest } from '../../src/wire/router.ts'
import { models, openStage, type Stage } from './wire-stage.ts'

// What is refused, and in which words and form. Requests are handed to the pipeline as the listener would, the caller known.

const me = { principal: 'me', region: 'eu-west-1' }
const json = 'application/x-amz-json-1.1'
const form = 'application/x-www-form-urlencoded; charset=utf-8'

let stage: Stage
let logged: Record<string, unknown>[] = []

beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _, done) {
      logged.push(JSON.parse(String(chunk)))
      done()
    },
  })
  stage = await openStage({ log: pino({}, sink), nameOf: (principal) => `arn of ${principal}` })
})
beforeEach(() => {
  logged = []
  stage.echo.output = {}
  stage.echo.operation = undefined
})
afterAll(() => stage.close())

function request(given: Partial<Omit<WireRequest, 'body'>> & { body?: string | Buffer }): WireRequest {
  return { method: 'POST', path: '/', query: '', headers: {}, remoteAddress: '127.0.0.1', ...given, body: Buffer.from(given.body ?? '') }
}

function call(target: string, body: unknown, headers: Record<string, string> = {}): WireRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return request({ headers: { 'content-type': json, 'x-amz-target': target, ...headers }, body: text })
}

const organizations = (operation: string, body: unknown) => call(`AWSOrganizationsV20161128.${operation}`, body)
const serviceCatalog = (operation: string, body: unknown) => call(`AWS242ServiceCatalogService.${operation}`, body)
const sts = (fields: Record<string, string>) =>
  request({ headers: { 'content-type': form }, body: new URLSearchParams({ Version: '2011-06-15', ...fields }).toString() })
const rest = (path: string, body: string, method = 'POST') =>
  request({ method, path, headers: { 'content-type': 'application/json' }, body })

const xmlCode = (body: string) => /<Code>(.*?)<\/Code>/.exec(body)?.[1]

test.each<[string, () => WireRequest, number, string, string]>([
  ['an operation that the service does not have', () => organizations('MakeCoffee', {}), 400, 'UnknownOperationException', json],
  ['an operation named after what every object has', () => organizations('constructor', {}), 400, 'UnknownOperationException', json],
  ['a target of no service', () => call('Nowhere.ListAccounts', {}), 400, 'UnknownOperationException', json],
  ['a target without a dot', () => call('ListAccounts', {}), 400, 'UnknownOperationException', json],
  ['a path that leads nowhere', () => rest('/list-coffee', '{}'), 404, 'UnknownOperationException', 'application/json'],
  [
    'a method that the path does not have',
    () => rest('/list-baselines', '{}', 'PUT'),
    404,
    'UnknownOperationException',
    'application/json',
  ],
  ['a path with a broken percent sign', () => rest('/tags/%E0%A4%A', '', 'GET'), 404, 'UnknownOperationException', 'application/json'],
  ['an action that the service does not have', () => sts({ Action: 'MakeCoffee' }), 400, 'InvalidAction', 'text/xml'],
  ['a version of no service', () => sts({ Action: 'GetCallerIdentity', Version: '1999-01-01' }), 400, 'InvalidAction', 'text/xml'],
  ['a form without an action', () => request({ headers: { 'content-type': form }, body: 'a=b' }), 400, 'InvalidAction', 'text/xml'],
  ['an empty request', () => request({ method: 'GET' }), 404, 'UnknownOperationException', 'application/json'],
])('%s is refused in the dialect of the request', async (_, make, status, code, contentType) => {
  const reply = await stage.pipeline.handle(make(), me)
  expect(reply).toMatchObject({ status, headers: { 'content-type': contentType } })
  expect(reply.headers['x-amzn-requestid']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  if (contentType === 'text/xml') {
    expect(xmlCode(reply.body)).toBe(code)
    expect(reply.body).toContain(`<RequestId>${reply.headers['x-amzn-requestid']}</RequestId>`)
  } else {
    expect(JSON.parse(reply.body).__type).toBe(code)
    expect(reply.headers['x-amzn-errortype']).toBe(code)
  }
  expect(stage.echo.operation).toBeUndefined()
})

test('an operation that is not offered is refused by name, never answered', async () => {
  const empty = await openStage({
    services: models.map((model) => ({ model, actionPrefix: 'x', operations: {}, resources: {}, conditionKeys: {} })),
  })
  const offered = await empty.pipeline.handle(organizations('ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY' }), me)
  expect(offered.status).toBe(400)
  expect(JSON.parse(offered.body)).toEqual({
    __type: 'UnsupportedOperationException',
    Message: 'Organizations ListPolicies is not offered by Account Factory; see docs/coverage.md.',
  })
  const unsigned = await empty.pipeline.handle(sts({ Action: 'AssumeRoleWithWebIdentity', RoleArn: 'x' }))
  expect(xmlCode(unsigned.body)).toBe('UnsupportedOperation')
  await empty.close()
})

const tooDeep = '['.repeat(100_000) + ']'.repeat(100_000)

test.each<[string, () => WireRequest, string]>([
  ['a body that is not JSON', () => organizations('ListAccounts', '{"MaxResults":'), 'The request body is not valid JSON'],
  ['a list for a structure', () => organizations('ListAccounts', []), 'START_ARRAY can not be converted to a structure'],
  ['null for a structure', () => organizations('ListAccounts', 'null'), 'NULL_VALUE can not be converted to a structure'],
  [
    'a number for a string',
    () => organizations('CreateAccount', { Email: 1, AccountName: 'x' }),
    'NUMBER_VALUE can not be converted to String',
  ],
  [
    'true for a string',
    () => organizations('CreateAccount', { Email: true, AccountName: 'x' }),
    'TRUE_VALUE can not be converted to String',
  ],
  ['a string for a number', () => organizations('ListAccounts', { MaxResults: '1' }), 'STRING_VALUE can not be converted to Integer'],
  ['a fraction for a number', () => organizations('ListAccounts', { MaxResults: 1.5 }), 'NUMBER_VALUE can not be converted to Integer'],
  ['a string for a list', () => organizations('CreateAccount', { Tags: 'x' }), 'STRING_VALUE can not be converted to a list'],
  ['null in a list', () => organizations('CreateAccount', { Tags: [null] }), 'NULL_VALUE can not be converted to a structure'],
  ['a list for a rest-json structure', () => rest('/list-baselines', '[]'), 'START_ARRAY can not be converted to a structure'],
  ['a list where members are bound to the path', () => rest('/tags/arn', '[]'), 'START_ARRAY can not be converted to a structure'],
  [
    'a document nested too deeply',
    () => rest('/create-landingzone', `{"version":"1.0","manifest":${tooDeep}}`),
    'The input is nested too deeply',
  ],
])('%s is a serialization error', async (_, make, message) => {
  const reply = await stage.pipeline.handle(make(), me)
  expect(reply.status).toBe(400)
  const { __type, ...rest } = JSON.parse(reply.body)
  expect(__type).toBe('SerializationException')
  expect(Object.values(rest)).toEqual([message])
})

const detected = (...texts: string[]) => `${texts.length} validation error${texts.length === 1 ? '' : 's'} detected: ${texts.join('; ')}`
const failed = (value: string, path: string, rule: string) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${rule}`

test.each<[string, () => WireRequest, string, string]>([
  [
    'what is missing',
    () => organizations('CreateAccount', {}),
    'InvalidInputException INPUT_REQUIRED',
    detected(failed('null', 'email', 'not be null'), failed('null', 'accountName', 'not be null')),
  ],
  [
    'what is no value of an enumeration',
    () => organizations('CreateOrganization', { FeatureSet: 'null' }),
    'InvalidInputException INVALID_ENUM',
    detected(failed("'null'", 'featureSet', 'satisfy enum value set: [ALL, CONSOLIDATED_BILLING]')),
  ],
  [
    'what does not match, though a part of it does',
    () => organizations('DescribeAccount', { AccountId: 'x1111222233y' }),
    'InvalidInputException INVALID_PATTERN',
    detected(failed("'x1111222233y'", 'accountId', 'satisfy regular expression pattern: ^\\d{12}$')),
  ],
  [
    'a number that is too large',
    () => organizations('ListAccounts', { MaxResults: 21 }),
    'InvalidInputException MAX_VALUE_EXCEEDED',
    detected(failed("'21'", 'maxResults', 'have value less than or equal to 20')),
  ],
  [
    'a list with too many members, none of which is looked at',
    () => serviceCatalog('SearchProducts', { Filters: { FullTextSearch: Array(300_000).fill('') } }),
    'ValidationException',
    detected(failed("'[300000 members]'", 'filters.FullTextSearch.member', 'have length less than or equal to 10000')),
  ],
  [
    'what nests in a list',
    () => serviceCatalog('ListTagOptions', { Filters: { Key: '' } }),
    'ValidationException',
    detected(failed("''", 'filters.key', 'have length greater than or equal to 1')),
  ],
  [
    'a member of a path',
    () => rest('/tags/short', '', 'GET'),
    'ValidationException',
    detected(
      failed("'short'", 'resourceArn', 'have length greater than or equal to 20'),
      failed("'short'", 'resourceArn', 'satisfy regular expression pattern: arn:aws[0-9a-zA-Z_\\-:\\/]+'),
    ),
  ],
])('the message names %s', async (_, make, code, message) => {
  const reply = await stage.pipeline.handle(make(), me)
  const { __type, Message, message: lower, Reason } = JSON.parse(reply.body)
  expect(Message ?? lower).toBe(message)
  expect([__type, Reason].filter(Boolean).join(' ')).toBe(code)
  expect(stage.echo.operation).toBeUndefined()
})

test('the query protocol refuses a broken rule as ValidationError, in XML', async () => {
  const reply = await stage.pipeline.handle(sts({ Action: 'AssumeRole', RoleArn: '<x>', RoleSessionName: 'me' }), me)
  expect(reply).toMatchObject({ status: 400, headers: { 'content-type': 'text/xml' } })
  expect(reply.headers).not.toHaveProperty('x-amzn-errortype')
  expect(xmlCode(reply.body)).toBe('ValidationError')
  expect(reply.body).toContain('Value &apos;&lt;x&gt;&apos; at &apos;roleArn&apos;')
})

test('sensitive values are not repeated', async () => {
  const { body } = await stage.pipeline.handle(organizations('CreateAccount', { Email: 'me@x', AccountName: 'é'.repeat(51) }), me)
  expect(JSON.parse(body).Message).toContain("Value '***' at 'email'")
  expect(body).not.toContain('me@x')
  expect(body).not.toContain('éé')
})

test('members that the model does not have are ignored, as AWS ignores them', async () => {
  const body = '{"MaxResults":3,"New":{"a":[1]},"__proto__":{"NextToken":"x"},"constructor":1}'
  expect((await stage.pipeline.handle(organizations('ListAccounts', body), me)).status).toBe(200)
  expect(stage.echo.input).toEqual({ MaxResults: 3 })
  expect((await stage.pipeline.handle(sts({ Action: 'GetCallerIdentity', 'New.member.1': 'x', 'a.b.c.d': '1' }), me)).status).toBe(200)
  expect(stage.echo.input).toEqual({})
})

test('a member of the path cannot be given in the body instead', async () => {
  await stage.pipeline.handle(
    rest('/tags/arn%3Aaws%3Acontroltower%3Aeu-west-1', '{"resourceArn":"arn:aws:controltower:other","tags":{}}'),
    me,
  )
  expect(stage.echo.input).toEqual({ resourceArn: 'arn:aws:controltower:eu-west-1', tags: {} })
})

test('a body past the limit is refused as too large, in the dialect of the request', async () => {
  const body = ' '.repeat(largestBodyBytes + 1)
  expect(await stage.pipeline.handle(call('AWSOrganizationsV20161128.ListAccounts', body), me)).toMatchObject({
    status: 413,
    headers: { 'content-type': json, 'x-amzn-errortype': 'RequestEntityTooLargeException' },
  })
  const xml = await stage.pipeline.handle(request({ headers: { 'content-type': form }, body }), me)
  expect([xml.status, xmlCode(xml.body)]).toEqual([413, 'RequestEntityTooLarge'])
  const many = await stage.pipeline.handle(
    request({ headers: { 'content-type': form }, body: `Action=GetCallerIdentity&Version=2011-06-15${'&a.b.c.d=1'.repeat(20_000)}` }),
    me,
  )
  expect(xmlCode(many.body)).toBe('SerializationException')
})

test('an error arrives with the status, headers and members of its shape and nothing else of the fault', async () => {
  stage.echo.output = new Fault('ThrottlingException', 'slow down', {
    fields: { serviceCode: 'controltower', retryAfterSeconds: 7, other: 1 },
    context: { secret: 's3cret' },
  })
  const reply = await stage.pipeline.handle(rest('/list-baselines', '{}'), me)
  expect(reply).toMatchObject({ status: 429, headers: { 'retry-after': '7', 'x-amzn-errortype': 'ThrottlingException' } })
  expect(JSON.parse(reply.body)).toEqual({ __type: 'ThrottlingException', serviceCode: 'controltower', message: 'slow down' })
})

test.each([
  ['ResourceNotFoundException', rest('/list-baselines', '{}'), 404],
  ['ConflictException', rest('/list-baselines', '{}'), 409],
  ['AccessDeniedException', rest('/list-baselines', '{}'), 403],
  ['AccessDeniedException', organizations('ListRoots', {}), 400],
  ['TooManyRequestsException', organizations('ListRoots', {}), 429],
  ['ServiceException', organizations('ListRoots', {}), 500],
  ['InvalidParametersException', serviceCatalog('ListPortfolios', {}), 400],
])('%s has its HTTP status', async (code, made, status) => {
  stage.echo.output = new Fault(code, 'no')
  expect((await stage.pipeline.handle(made, me)).status).toBe(status)
})

test('what goes wrong inside leaves as an internal failure with the request id only, and is logged with the rest', async () => {
  for (const made of [organizations('ListRoots', {}), sts({ Action: 'GetCallerIdentity' }), rest('/list-baselines', '{}')]) {
    stage.echo.output = new Error('password=hunter2')
    const reply = await stage.pipeline.handle(made, me)
    expect(reply.status).toBe(500)
    expect(reply.body).toContain('InternalFailure')
    expect(reply.body).toContain(reply.headers['x-amzn-requestid'])
    expect(reply.body).not.toContain('hunter2')
  }
  expect(JSON.stringify(logged)).toContain('hunter2')
})

test('an answer or an error that does not fit the model is an internal failure too', async () => {
  stage.echo.output = { Accounts: [{ JoinedTimestamp: 'yesterday' }] }
  expect((await stage.pipeline.handle(organizations('ListAccounts', {}), me)).status).toBe(500)
  stage.echo.output = new Fault('ThrottlingException', 'x', {
    fields: {
      get serviceCode(): string {
        throw new Error('broken')
      },
    },
  })
  expect((await stage.pipeline.handle(rest('/list-baselines', '{}'), me)).status).toBe(500)
})

test('each request leaves one line in the log: what, who, how it went, and nothing of its content', async () => {
  await stage.pipeline.handle(organizations('CreateAccount', { Email: 'someone@example.com', AccountName: 'Secret plan' }), me)
  expect(logged).toEqual([
    expect.objectContaining({
      service: 'organizations',
      operation: 'CreateAccount',
      status: 200,
      region: 'eu-west-1',
      principal: 'arn of me',
      requestId: expect.any(String),
      durationMs: expect.any(Number),
    }),
  ])
  expect(JSON.stringify(logged)).not.toMatch(/someone|Secret plan/)
})

const ours = { cookie: 'account-factory-session=x', host: 'localhost:4500', 'sec-fetch-site': 'same-origin' }

test.each<[string, Record<string, string>]>([
  ['the browser says so', ours],
  ['its origin is ours', { cookie: 'x', host: 'localhost:4500', origin: 'http://localhost:4500' }],
])('a page of ours calls with its session, when %s', async (_, headers) => {
  expect((await stage.pipeline.handle(call('AWSOrganizationsV20161128.ListRoots', {}, headers))).status).toBe(200)
})

test.each<[string, WireRequest, string]>([
  ['another site', call('AWSOrganizationsV20161128.ListRoots', {}, { ...ours, 'sec-fetch-site': 'cross-site' }), 'AccessDeniedException'],
  [
    'another origin of the same site',
    call('AWSOrganizationsV20161128.ListRoots', {}, { ...ours, 'sec-fetch-site': 'same-site' }),
    'AccessDeniedException',
  ],
  [
    'another origin',
    call('AWSOrganizationsV20161128.ListRoots', {}, { cookie: 'x', host: 'a', origin: 'http://b' }),
    'AccessDeniedException',
  ],
  ['nobody knows where', call('AWSOrganizationsV20161128.ListRoots', {}, { cookie: 'x', host: 'a' }), 'AccessDeniedException'],
  [
    'a page without a session',
    call('AWSOrganizationsV20161128.ListRoots', {}, { host: 'a', 'sec-fetch-site': 'same-origin' }),
    'MissingAuthenticationTokenException',
  ],
  [
    'a form',
    {
      ...organizations('ListRoots', {}),
      headers: { ...ours, 'x-amz-target': 'AWSOrganizationsV20161128.ListRoots', 'content-type': form },
    },
    'MissingAuthenticationTokenException',
  ],
  [
    'plain text',
    {
      ...organizations('ListRoots', {}),
      headers: { ...ours, 'x-amz-target': 'AWSOrganizationsV20161128.ListRoots', 'content-type': 'text/plain' },
    },
    'MissingAuthenticationTokenException',
  ],
  ['a page that calls a rest-json service', { ...rest('/list-baselines', '{}'), headers: ours }, 'MissingAuthenticationTokenException'],
  [
    'a page that calls a query service',
    { ...sts({ Action: 'GetCallerIdentity' }), headers: { ...ours, 'content-type': form } },
    'MissingAuthenticationToken',
  ],
])('the session cookie is not taken from %s', async (_, made, code) => {
  const reply = await stage.pipeline.handle(made)
  expect(reply.body).toContain(code)
  expect(stage.echo.operation).toBeUndefined()
})

test('the caller is known before the input is looked at, and the rights before anything is done', async () => {
  const unsigned = await stage.pipeline.handle(organizations('CreateAccount', '{broken'))
  expect(JSON.parse(unsigned.body).__type).toBe('MissingAuthenticationTokenException')
  const guarded = await openStage({
    authorize: async (_, { action, resources }) => {
      throw new Fault('AccessDeniedException', `${action} on ${resources}`)
    },
  })
  const denied = await guarded.pipeline.handle(organizations('ListRoots', {}), me)
  expect(JSON.parse(denied.body)).toEqual({ __type: 'AccessDeniedException', Message: 'organizations:ListRoots on *' })
  const deniedXml = await guarded.pipeline.handle(sts({ Action: 'GetCallerIdentity' }), me)
  expect([deniedXml.status, xmlCode(deniedXml.body)]).toEqual([403, 'AccessDenied'])
  expect(guarded.echo.operation).toBeUndefined()
  await guarded.close()
})
