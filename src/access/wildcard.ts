/** What stands in a pattern for the characters `*` and `?` themselves. */
export const literals: Readonly<Record<string, string>> = { '*': '\ue000', '?': '\ue001' }

/** The pattern read once. A pattern for values in lower case has to be in lower case itself. */
export function compilePattern(pattern: string): (value: string) => boolean {
  if (pattern === '*') return () => true
  const start = pattern.slice(0, -1)
  if (!special.test(start)) {
    if (pattern.endsWith('*')) return (value) => value.startsWith(start)
    if (!special.test(pattern)) return (value) => value === pattern
  }
  return (value) => matches(pattern, value)
}

const special = /[*?\ue000\ue001]/

/** IAM's wildcards: `*` any characters, `?` one. Linear in the product of the lengths; no regular expression is made of foreign text. */
export function matches(wanted: string, given: string): boolean {
  if (wanted === '*') return true
  let at = 0
  let from = 0
  let star = -1
  let resume = 0
  while (at < given.length) {
    if (wanted[from] === '*') {
      star = from++
      resume = at
    } else if (from < wanted.length && fits(wanted[from], given[at])) {
      from++
      at++
    } else if (star >= 0) {
      from = star + 1
      at = ++resume
    } else return false
  }
  while (wanted[from] === '*') from++
  return from === wanted.length
}

function fits(wanted: string | undefined, given: string | undefined): boolean {
  return wanted === '?' || wanted === given || (given !== undefined && wanted === literals[given])
}
