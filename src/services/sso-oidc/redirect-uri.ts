import { fault } from './faults.ts'

const loopbackHosts: readonly string[] = ['127.0.0.1', '[::1]', 'localhost']
const longest = 2_000

/**
 * Anyone may register a client, so a code may go to a program on the person's own computer only: `http`, a loopback address, no
 * fragment, no user. Throws InvalidRedirectUriException.
 */
export function checkRedirectUri(uri: string): void {
  if (loopbackUrl(uri)) return
  throw fault('InvalidRedirectUriException', `Redirect URIs are http addresses of this computer, like http://127.0.0.1/oauth/callback.`)
}

/** Whether the address is one of those registered; its port is whatever was free when the client began to listen (RFC 8252, 7.3). */
export function matchesRedirectUri(registered: readonly string[], uri: string): boolean {
  const wanted = loopbackUrl(uri)
  return wanted !== undefined && registered.some((each) => withoutPort(each) === withoutPort(uri))
}

/** The address with what the client is told. */
export function redirectTo(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(uri)
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

function loopbackUrl(uri: string): URL | undefined {
  // Nothing that another parser could read as another address.
  const isPlain = uri.length <= longest && /^[!-~]+$/.test(uri) && !/[\\#]/.test(uri)
  const url = isPlain ? URL.parse(uri) : null
  const isLoopback = url?.protocol === 'http:' && loopbackHosts.includes(url.hostname) && !url.username && !url.password
  return isLoopback ? url : undefined
}

function withoutPort(uri: string): string | undefined {
  const url = URL.parse(uri)
  if (!url) return undefined
  url.port = ''
  return url.href
}
