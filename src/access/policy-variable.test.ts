import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileText } from './policy-variable.ts'
import { matches } from './wildcard.ts'

const keys = { 'aws:username': ['ada'], 'aws:tagkeys': ['cost', 'team'] }

function withVariables(text: string, given: Record<string, string[]>, kind: 'pattern' | 'text'): string | undefined {
  const compiled = compileText(text, kind, true)
  return typeof compiled === 'string' ? compiled : compiled(given)
}

test.each([
  ['home/${aws:username}/*', 'home/ada/*'],
  ['home/${AWS:UserName}', 'home/ada'],
  ["${aws:absent, 'nobody'}", 'nobody'],
  ["${aws:username, 'nobody'}", 'ada'],
  ['${$}{aws:username}', '${aws:username}'],
  ['no variable', 'no variable'],
])('%s stands for %s', (text, whole) => {
  expect(withVariables(text, keys, 'text')).toBe(whole)
})

test('a variable without a value leaves nothing that could match', () => {
  expect(withVariables('home/${aws:absent}', keys, 'pattern')).toBeUndefined()
})

test('a key with several values is no variable', () => {
  expect(withVariables("${aws:TagKeys, 'none'}", keys, 'text')).toBeUndefined()
})

test('policies of the first version have no variables', () => {
  expect(compileText('home/${aws:username}', 'text', false)).toBe('home/${aws:username}')
})

test('a star in somebody’s name is that star and no wildcard', () => {
  const pattern = withVariables('home/${aws:username}/?', { 'aws:username': ['*'] }, 'pattern') ?? ''
  expect([matches(pattern, 'home/*/a'), matches(pattern, 'home/bob/a')]).toEqual([true, false])
  const written = withVariables('100${*}', keys, 'pattern') ?? ''
  expect([matches(written, '100*'), matches(written, '1000')]).toEqual([true, false])
})

test('whatever a name is made of, it matches itself and no other name', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '$', '{', '}'), maxLength: 6 })
  fc.assert(
    fc.property(name, name, (one, other) => {
      const pattern = withVariables('home/${aws:username}', { 'aws:username': [one] }, 'pattern')
      return pattern !== undefined && matches(pattern, `home/${other}`) === (one === other)
    }),
  )
})
