// Organizations' rule for an account's e-mail address (CreateAccount API reference, "Email"), spelled out so that each breach can be named.

/** What is wrong with an address, as a sentence; undefined when it may be used. */
export function findEmailProblem(address: string): string | undefined {
  if (address.length < 6 || address.length > 64) return `must have 6 to 64 characters, but has ${address.length}.`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the rule is 7-bit ASCII
  if (!/^[\u0000-\u007F]*$/.test(address)) return 'may hold 7-bit ASCII characters only.'
  const parts = address.split('@')
  const [local = '', domain = ''] = parts
  if (parts.length !== 2) return 'must hold exactly one @.'
  if (local === '' || local.startsWith('.')) return 'must not be empty or begin with a dot before the @.'
  if (/[\s"'()<>[\]:;,\\|%&]/.test(local)) return `must not hold spaces or any of " ' ( ) < > [ ] : ; , \\ | % & before the @.`
  if (!/^[A-Za-z0-9.-]+$/.test(domain)) return 'may hold only letters, digits, dots and hyphens after the @.'
  if (/^[.-]|[.-]$/.test(domain)) return 'must not begin or end with a dot or hyphen after the @.'
  if (!/^[^.]+(\.[^.]+)+$/.test(domain)) return 'must have a domain with a dot, for example name@example.com.'
  return undefined
}
