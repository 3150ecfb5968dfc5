import { literals } from './wildcard.ts'

type Keys = Readonly<Record<string, readonly string[]>>

const variable = /\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}/g

/**
 * Puts the request's values in place of variables: `${aws:PrincipalAccount}`, with a default `${aws:username, 'nobody'}`, and the
 * characters `${*}`, `${?}` and `${$}`. Undefined when one has no value: such a text equals and matches nothing.
 * What is put in stands for itself: a `*` in somebody's name is no wildcard, where the text is a 'pattern'.
 * "IAM policy elements: Variables and tags" in the IAM user guide.
 */
export function withVariables(text: string, keys: Keys, kind: 'pattern' | 'text'): string | undefined {
  if (!text.includes('${')) return text
  let isWhole = true
  const result = text.replace(variable, (_, name: string, otherwise: string | undefined) => {
    const value = /^[*?$]$/.test(name) ? name : (keys[name.toLowerCase()]?.[0] ?? otherwise)
    if (value === undefined) isWhole = false
    return kind === 'text' ? (value ?? '') : (value ?? '').replace(/[*?]/g, (character) => literals[character] ?? '')
  })
  return isWhole ? result : undefined
}
