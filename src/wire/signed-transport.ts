import { HttpRequest } from '@smithy/protocol-http'
import { SignatureV4 } from '@smithy/signature-v4'
import type { AwsCredentialIdentity, Provider } from '@smithy/types'
import type { Transport } from './client.ts'
import { percentEncode } from './percent-encoding.ts'
import { Sha256 } from './sha256.ts'

export interface SignedTransportOptions {
  /** Scheme, host and port, e.g. `https://controltower.eu-west-1.amazonaws.com`. */
  readonly endpoint: string
  readonly region: string
  readonly credentials: AwsCredentialIdentity | Provider<AwsCredentialIdentity>
  /** Of one attempt; 30,000 unless told. */
  readonly timeoutMs?: number
}

/** Sends a client's requests over HTTP, signed with the credentials (an SDK credential chain is one). Does not retry. */
export function signedTransport({ endpoint, region, credentials, timeoutMs = 30_000 }: SignedTransportOptions): Transport {
  const base = new URL(endpoint)
  return async ({ service, method, path, query, headers, body }) => {
    const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 })
    const request = new HttpRequest({
      method,
      protocol: base.protocol,
      hostname: base.hostname,
      path: `${base.pathname.replace(/\/$/, '')}${path}`,
      query: { ...query },
      headers: { ...headers, host: base.host },
      body: method === 'GET' || method === 'HEAD' ? undefined : body,
    })
    const signed = await signer.sign(request)
    const { host: _, ...sent } = signed.headers
    const answer = await fetch(new URL(request.path + queryString(query), base), {
      method,
      headers: sent,
      body: request.body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) }
  }
}

function queryString(query: Readonly<Record<string, string | string[]>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((item) => `${percentEncode(name)}=${percentEncode(item)}`),
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
