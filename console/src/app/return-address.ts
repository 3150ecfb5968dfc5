/** The page of the console, or of the command line's sign-in, that a sign-in leads back to, or undefined: a link must not send people elsewhere after they have signed in. */
export function returnAddress(wanted: string | undefined, origin: string): string | undefined {
  const url = wanted === undefined ? null : URL.parse(wanted, origin)
  if (url?.origin !== origin || !/^\/(console(\/|$)|start\/(device|authorize)$)/.test(url.pathname)) return undefined
  return url.pathname + url.search + url.hash
}

/** The same for the portal's shortcut links, `/start/#/console?account_id=…&role_name=…`. */
export function shortcutAddress(hash: string, origin: string): string | undefined {
  return hash.startsWith('#/console?') && hash.includes('account_id=') ? returnAddress(hash.slice(1), origin) : undefined
}
