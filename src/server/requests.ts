import type { FastifyRequest } from 'fastify'
import { Fault } from '../fault.ts'
import { toWireRequest as fromNode } from '../wire/http-request.ts'
import type { WireRequest } from '../wire/router.ts'

/** A request of the listener as the wire takes it: everything raw, as it was signed. */
export function toWireRequest(request: FastifyRequest): WireRequest {
  const wireRequest = fromNode(request.raw, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
  return { ...wireRequest, remoteAddress: request.ip }
}

/** The role and Region that a page of the console acts in: headers, or for an event stream (which has none) the query. */
export function chosenRole({ headers, query }: WireRequest, homeRegion: string): { accountId: string; roleName: string; region: string } {
  const parameters = new URLSearchParams(query)
  const role = headers['x-account-factory-role'] ?? parameters.get('role') ?? ''
  const [, accountId, roleName] = /^(\d{12})\/([\w+=,.@-]{1,64})$/.exec(role) ?? []
  if (!accountId || !roleName) {
    throw new Fault('NoRoleChosen', 'Choose an account and role at the access portal: x-account-factory-role is missing or malformed.')
  }
  const region = headers['x-account-factory-region'] ?? parameters.get('region') ?? homeRegion
  return { accountId, roleName, region: /^[a-z0-9-]{1,32}$/.test(region) ? region : homeRegion }
}

/** The value of a cookie, of the first of this name. */
export function cookieOf({ headers }: WireRequest, name: string): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const equals = pair.indexOf('=')
    if (pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return undefined
}
