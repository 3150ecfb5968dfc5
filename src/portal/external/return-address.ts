/** Where a sign-in leads to: a page of ours, whatever was asked for. `origin` as people reach us by. */
export function returnAddress(wanted: string | undefined, origin: string): string {
  const url = wanted === undefined || wanted.includes('\\') ? null : URL.parse(wanted, origin)
  if (url?.origin !== new URL(origin).origin || !/^\/(start|console)(\/|$)/.test(url.pathname)) return '/start'
  return url.pathname + url.search + url.hash
}
