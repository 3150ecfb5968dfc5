import { expect, test } from 'vitest'
import { sourceFiles } from './source.ts'

// A ratchet: what is longer than the limit is listed with its size and may only shrink.

const longestFile = 400
const longestFunction = 60
/** Most of a component is markup, a line for each property. */
const longestComponent = 100

const files: Readonly<Record<string, number>> = {}

const functions: Readonly<Record<string, number>> = {}

const all = sourceFiles('{src,console,test,bench}/**/*.{ts,tsx}', { tests: true })

test(`no file is longer than ${longestFile} lines, but for those listed`, () => {
  const long = all
    .map(({ path, text }) => [path, text.split('\n').length] as const)
    .filter(([path, lines]) => lines > (files[path] ?? longestFile))
  expect(long).toEqual([])
})

test(`no function is longer than ${longestFunction} lines (${longestComponent} with markup), but for those listed`, () => {
  const found = all
    .filter(({ path }) => /^(src|console)\//.test(path))
    .flatMap(({ path, text }) =>
      functionsOf(text).map(({ name, lines }) => ({
        name: `${path} ${name}`,
        lines,
        limit: path.endsWith('.tsx') ? longestComponent : longestFunction,
      })),
    )
  expect(found.length).toBeGreaterThan(500)
  expect(found.filter(({ name, lines, limit }) => lines > (functions[name] ?? limit))).toEqual([])
})

const opening =
  /^( *)(?:(?:export |default |async )*function\*? (\w+)|(?:export )?const (\w+) = (?:async )?[(<]|(?:static |async |get |set )*(#?\w+)[(<])/
const keywords = new Set(['if', 'for', 'while', 'switch', 'catch', 'return', 'super', 'expect', 'describe', 'test'])

/** Functions, methods and named arrows by their formatted text: from the line that names them to the one that closes them. */
function functionsOf(text: string): { name: string; lines: number }[] {
  const lines = text.split('\n')
  return lines.flatMap((line, start) => {
    const [, indent = '', ...names] = opening.exec(line) ?? []
    const name = names.find(Boolean)
    if (!name || keywords.has(name) || !/[{(<]$/.test(line)) return []
    // Lines at the same depth in between close the parameters, as in `}: Props) {`.
    const sameDepth = new RegExp(`^ {${indent.length}}\\S`)
    const end = lines.findIndex((other, index) => index > start && sameDepth.test(other) && !/^ *(\}.*\{|\).*)$/.test(other))
    return /^ *\}[,;)]*$/.test(lines[end] ?? '') ? [{ name, lines: end - start + 1 }] : []
  })
}
