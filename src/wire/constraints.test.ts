import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compilePattern, stringConstraints } from './constraints.ts'
import type { Model, Shape } from './model.ts'
import { defaultMaximum } from './overrides.ts'

const folder = join(import.meta.dirname, 'models')
const models = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Model)

function inputShapes(model: Model): Map<string, Shape> {
  const found = new Map<string, Shape>()
  const visit = (name: string | undefined): void => {
    const shape = model.shapes[name ?? '']
    if (!name || !shape || found.has(name)) return
    found.set(name, shape)
    for (const ref of [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value]) visit(ref?.shape)
  }
  for (const operation of Object.values(model.operations)) visit(operation.input)
  return found
}

const patterns = models.flatMap((model) =>
  [...inputShapes(model)].flatMap(([name, { pattern, max }]) => (pattern === undefined ? [] : [{ model, name, pattern, max }])),
)

test('the models hold the patterns this is about', () => {
  expect(models).toHaveLength(12)
  expect(patterns.length).toBeGreaterThan(100)
})

const pumps = ['x', 'A', '1', ' ', '-', '.', '/', ':', 'a.', 'a-', 'x ', '1-', '\t', '\n', '*', '=', 'arn:aws:', 'aws-', '=a', '😀']
const ends = ['', '\n', '!', '\u0000', '\n!', 'é']

function durationMs(pattern: RegExp, text: string): number {
  const start = performance.now()
  pattern.test(text)
  return performance.now() - start
}

test.each(patterns)('no input makes the pattern of $model.metadata.name $name run away', ({ pattern, max }) => {
  const longest = max ?? defaultMaximum
  const compiled = compilePattern(pattern)
  const prefixes = ['', ...(/^\^?\(?(arn:)/.test(pattern) ? ['arn:aws:sso:::', 'arn:aws:'] : [])]
  for (const length of [500, 2_000, longest].filter((length) => length <= longest)) {
    const texts = prefixes.flatMap((prefix) =>
      pumps.flatMap((pump) =>
        ends.map((end) => (prefix + pump.repeat(Math.ceil(length / pump.length))).slice(0, length - end.length) + end),
      ),
    )
    for (const text of texts) {
      // The better of two: the first may have met a busy machine.
      const took = Math.min(durationMs(compiled, text), durationMs(compiled, text))
      expect(took, `ms for ${JSON.stringify(text.slice(0, 40))}… of ${length} characters`).toBeLessThan(30)
    }
  }
})

test('a pattern is matched against the whole string, also the one that AWS forgot to anchor', () => {
  expect(compilePattern('^[a-zA-Z0-9_\\-]*').test('prod-1<script>')).toBe(false)
  expect(compilePattern('^[a-zA-Z0-9_\\-]*').test('prod-1')).toBe(true)
  expect(compilePattern('a|b').test('ab')).toBe(false)
})

test('the length is checked before the pattern, so the pattern never sees more than the most allowed', () => {
  const constraints = stringConstraints({ type: 'string', pattern: '(a+)+b' })
  const text = 'a'.repeat(defaultMaximum + 1)
  expect(constraints.filter(({ holds }) => !holds(text)).map(({ text }) => text)).toEqual([
    `Member must have length less than or equal to ${defaultMaximum}`,
  ])
})

test('every pattern of every model compiles', () => {
  for (const model of models) {
    for (const shape of Object.values(model.shapes)) if (shape.pattern) expect(() => compilePattern(shape.pattern ?? '')).not.toThrow()
  }
})
