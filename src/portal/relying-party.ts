import { isIP } from 'node:net'

/** Whom passkeys are made for: the portal at its public address, and nobody in between. */
export interface RelyingParty {
  readonly id: string
  readonly origin: string
}

/** Browsers keep passkeys for names only, and only where nobody on the way can read along. */
export function relyingPartyOf(startUrl: string): RelyingParty | { readonly unavailable: string } {
  const { hostname, origin, protocol } = new URL(startUrl)
  if (isIP(hostname.replace(/^\[|\]$/g, ''))) {
    const why = `Passkeys are made for a host name, and the portal is at the address ${hostname}.`
    const local = /^(127\.|\[::1\])/.test(hostname) ? ' On one machine --public-url http://localhost:<port> helps.' : ''
    return { unavailable: why + local }
  }
  if (protocol !== 'https:' && hostname !== 'localhost' && !hostname.endsWith('.localhost'))
    return { unavailable: 'Passkeys need https, and the portal is at an address without it.' }
  return { id: hostname, origin }
}
