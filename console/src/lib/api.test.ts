// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setCurrentRegion, setCurrentRole } from '../app/role.ts'
import { ApiError, api, queryString } from './api.ts'
import { serviceCatalog, withDates } from './aws.ts'

const fetched = vi.fn<(url: string, options: RequestInit) => Promise<Response>>()

beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
  fetched.mockReset()
  vi.stubGlobal('fetch', fetched)
})
afterEach(() => vi.unstubAllGlobals())

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): void =>
  void fetched.mockResolvedValueOnce(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }))

const failureOf = async (call: Promise<unknown>): Promise<ApiError> => {
  const error = await call.catch((reason: unknown) => reason)
  if (!(error instanceof ApiError)) throw new Error('no ApiError', { cause: error })
  return error
}

test('every call says as which role and in which Region it is made', async () => {
  setCurrentRole({ accountId: '123456789012', roleName: 'Admin' })
  setCurrentRegion('eu-west-1')
  answer(200, { ok: true })
  await api.get('/requests', { search: 'a b', after: undefined, limit: 5 })
  const [url, options] = fetched.mock.calls[0] ?? []
  expect(url).toBe('/api/requests?search=a+b&limit=5')
  expect(options?.headers).toEqual({ 'x-account-factory-role': '123456789012/Admin', 'x-account-factory-region': 'eu-west-1' })
})

test('what the server refuses keeps its code, field and request id', async () => {
  answer(400, { error: { code: 'ValidationException', message: 'No.', field: 'after', requestId: 'r-1' } })
  const error = await failureOf(api.get('/requests'))
  expect(error).toMatchObject({ status: 400, code: 'ValidationException', message: 'No.', field: 'after', requestId: 'r-1' })
})

test('an answer that is not ours, as of a proxy, is still an error that can be shown', async () => {
  answer(502, '<html>Bad Gateway</html>')
  expect(await failureOf(api.get('/requests'))).toMatchObject({ status: 502, code: 'Unknown' })
})

test('no answer at all is told apart from a refusal', async () => {
  fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  expect(await failureOf(api.post('/requests/rec-1/retry'))).toMatchObject({ status: 0, code: 'NoConnection' })
})

test('an AWS operation goes to our own origin in json form, its times become dates', async () => {
  answer(200, { RecordDetail: { RecordId: 'rec-1', CreatedTime: 1_767_225_600.5 } })
  const { RecordDetail } = await serviceCatalog.call('DescribeRecord', { Id: 'rec-1' })
  expect(RecordDetail?.CreatedTime).toEqual(new Date('2026-01-01T00:00:00.500Z'))
  const [url, options] = fetched.mock.calls[0] ?? []
  expect([url, options?.method, options?.body]).toEqual(['/', 'POST', '{"Id":"rec-1"}'])
  expect(options?.headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWS242ServiceCatalogService.DescribeRecord',
  })
})

test('an AWS error keeps its code, text and request id', async () => {
  answer(400, { __type: 'ResourceNotFoundException', Message: 'Gone.' }, { 'x-amzn-requestid': 'r-2' })
  const error = await failureOf(serviceCatalog.call('DescribeRecord', { Id: 'rec-1' }))
  expect(error).toMatchObject({ status: 400, code: 'ResourceNotFoundException', message: 'Gone.', requestId: 'r-2' })
})

test('only members that hold a time become dates', () => {
  expect(withDates({ Count: 5, Items: [{ UpdatedTime: 0, DateEnabled: 1, At: 'x' }] })).toEqual({
    Count: 5,
    Items: [{ UpdatedTime: new Date(0), DateEnabled: new Date(1000), At: 'x' }],
  })
})

test('a query holds what has a value, and nothing when nothing has', () => {
  expect(queryString({ a: '', b: undefined })).toBe('')
  expect(queryString({ q: 'ä&=', page: 2 })).toBe('?q=%C3%A4%26%3D&page=2')
})
