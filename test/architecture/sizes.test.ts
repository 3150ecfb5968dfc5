import { expect, test } from 'vitest'
import { sourceFiles } from './source.ts'

// A ratchet: files end at 400 lines, functions at 60. Who is longer is listed with its size and may only shrink.

const longestFile = 400
const longestFunction = 60

const files: Readonly<Record<string, number>> = {}

const functions: Readonly<Record<string, number>> = {}

const all = sourceFiles('{src,console,test,bench}/**/*.{ts,tsx}', { tests: true })

test(`no file is longer than ${longestFile} lines, but for those listed`, () => {
  const long = all
    .map(({ path, text }) => [path, text.split('\n').length] as const)
    .filter(([path, lines]) => lines > (files[path] ?? longestFile))
  expect(long).toEqual([])
})

test(`no function is longer than ${longestFunction} lines, but for those listed`, () => {
  const long = all
    .filter(({ path }) => path.startsWith('src/'))
    .flatMap(({ path, text }) => functionsOf(text).map(({ name, lines }) => [`${path} ${name}`, lines] as const))
    .filter(([name, lines]) => lines > (functions[name] ?? longestFunction))
  expect(long).toEqual([])
})

/** Functions, methods and named arrows by their formatted text: from the line that opens the body to the line that closes it. */
function functionsOf(text: string): { name: string; lines: number }[] {
  const lines = text.split('\n')
  return lines.flatMap((line, start) => {
    const match =
      /^(\s*)(?:export )?(?:default )?(?:async )?(?:function\*? (\w+)|const (\w+) = (?:async )?\(.*=>|(?:async )?(#?\w+)\(.*\)(?:: .+)?) .*\{$/.exec(
        line,
      )
    if (!match || /^\s*(if|for|while|switch|catch|return)\b/.test(line)) return []
    const [, indent = '', ...names] = match
    const end = lines.findIndex((other, index) => index > start && other.startsWith(`${indent}}`))
    return end < 0 ? [] : [{ name: names.find(Boolean) ?? 'anonymous', lines: end - start + 1 }]
  })
}
