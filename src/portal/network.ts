import { isIPv6 } from 'node:net'

/** Without a zone, and an IPv4 address without its IPv6 clothes. */
export function plainAddress(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '')
}

/** The /64 of an IPv6 address; undefined for an IPv4 one. */
export function ipv6Network(address: string): string | undefined {
  const plain = plainAddress(address)
  if (!isIPv6(plain)) return undefined
  // As a URL's host it is written in one way, shortened.
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : [])
  const missing = 8 - groups(head).length - groups(tail).length
  const all = tail === undefined ? groups(head) : [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)]
  return `${all.slice(0, 4).join(':')}::/64`
}
