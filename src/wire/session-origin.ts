import { Fault } from '../fault.ts'
import { commonErrors } from './errors.ts'
import type { WireRequest } from './router.ts'

/**
 * Throws unless a request without a signature may be answered by the session cookie: json protocol's content type, sent by a page
 * of our own origin. A form can be posted by any page without asking first, so a form is never taken; its callers sign.
 */
export function checkSessionAllowed({ headers }: WireRequest): void {
  if (headers.cookie === undefined || !headers['content-type']?.startsWith('application/x-amz-json-')) {
    throw new Fault(commonErrors['missing-token'].json, 'Missing Authentication Token')
  }
  checkSameOrigin({ headers })
}

/** Throws unless a page of our own origin sent the request. */
export function checkSameOrigin({ headers }: Pick<WireRequest, 'headers'>): void {
  if (isSameOrigin(headers)) return
  throw new Fault(
    commonErrors['access-denied'].json,
    'The session may be used by pages of this origin only; other callers sign their requests.',
  )
}

/** Browsers say so themselves in Sec-Fetch-Site, over plain http (but for loopback) only by Origin. */
function isSameOrigin(headers: WireRequest['headers']): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin, host } = headers
  return origin !== undefined && host !== undefined && URL.parse(origin)?.host === host
}
