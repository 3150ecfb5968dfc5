import { createExternalStage } from './external-stage.ts'

export type ScimStage = Awaited<ReturnType<typeof createScimStage>>

/** A whole server and a token, and a client that speaks as identity providers do. */
export async function createScimStage() {
  const stage = await createExternalStage()
  const { token, id: tokenId } = await stage.administrator.call('POST', '/scim-tokens', {})
  const send = async (method: string, path: string, body?: unknown, bearer: string = token): Promise<Answer> => {
    const response = await fetch(`${stage.url}/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, ...(body !== undefined && { 'content-type': 'application/scim+json' }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, type: response.headers.get('content-type'), body: text === '' ? undefined : JSON.parse(text) }
  }
  const patch = (path: string, ...Operations: object[]) =>
    send('PATCH', path, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations })
  const find = (resource: 'Users' | 'Groups', filter: string, more = '') =>
    send('GET', `/${resource}?filter=${encodeURIComponent(filter)}${more}`)
  /** As Okta's and Entra ID's first mappings make a user. */
  const user = (userName: string, more: object = {}) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName,
    name: { givenName: 'Given', familyName: 'Family' },
    displayName: userName,
    emails: [{ primary: true, value: `${userName}@example.org`, type: 'work' }],
    active: true,
    ...more,
  })
  return { ...stage, token: String(token), tokenId: String(tokenId), send, patch, find, user }
}

export interface Answer {
  readonly status: number
  readonly type: string | null
  // biome-ignore lint/suspicious/noExplicitAny: the resource is what the test says it is
  readonly body: any
}
