import type { Keys } from './condition.ts'
import { literals } from './wildcard.ts'

const variable = /\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}/g

/** A text as it stands, or what makes one of a request's values; undefined when a variable in it has none: it equals and matches nothing. */
export type Text = string | ((keys: Keys) => string | undefined)

/**
 * Reads a text with variables: `${aws:PrincipalAccount}`, with a default `${aws:username, 'nobody'}`, and the characters `${*}`,
 * `${?}` and `${$}`. What is put in stands for itself: a `*` in somebody's name is no wildcard, where the text is a 'pattern'.
 * "IAM policy elements: Variables and tags" in the IAM user guide; policies of Version 2008-10-17 have none.
 */
export function compileText(text: string, kind: 'pattern' | 'text', hasVariables: boolean): Text {
  return hasVariables && text.includes('${') ? (keys) => withVariables(text, keys, kind) : text
}

function withVariables(text: string, keys: Keys, kind: 'pattern' | 'text'): string | undefined {
  let isWhole = true
  const result = text.replace(variable, (_, name: string, otherwise: string | undefined) => {
    const value = /^[*?$]$/.test(name) ? name : variableOf(keys, name.toLowerCase(), otherwise)
    if (value === undefined) isWhole = false
    return kind === 'text' ? (value ?? '') : (value ?? '').replace(/[*?]/g, (character) => literals[character] ?? '')
  })
  return isWhole ? result : undefined
}

/** A key with several values is no variable. */
function variableOf(keys: Keys, name: string, otherwise: string | undefined): string | undefined {
  const values = valuesOf(keys, name)
  if (values === undefined || values.length === 0) return otherwise
  return values.length === 1 ? values[0] : undefined
}

/** Values of a key, whatever it is called: `constructor` is absent as any other. */
export function valuesOf(keys: Keys, name: string): readonly string[] | undefined {
  return Object.hasOwn(keys, name) ? keys[name] : undefined
}
