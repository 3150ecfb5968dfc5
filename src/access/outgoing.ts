// Requests that this server makes to addresses which somebody else has named.

/** Of any answer. */
const longestAnswer = 1_000_000

/** https anywhere, plain http on this machine only; no credentials in the address. */
export function isSafeAddress(address: string): boolean {
  const url = URL.parse(address)
  if (!url || url.username || url.password) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** As `fetch`, of safe addresses only, and an answer is read up to a bound only. */
export async function boundedFetch(url: string, options: RequestInit): Promise<Response> {
  if (!isSafeAddress(url)) throw new Error('the provider names an address that is not https')
  const response = await fetch(url, options)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > longestAnswer) throw new Error('the answer is too large')
    chunks.push(chunk)
  }
  const hasBody = ![204, 205, 304].includes(response.status)
  return new Response(hasBody ? Buffer.concat(chunks) : null, { status: response.status, headers: response.headers })
}
