import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineAndColumn, placeOfComplaint, readJson } from './read-json.ts'

const problemOf = (text: string): string | undefined => {
  const { problem } = readJson(text)
  if (!problem) return undefined
  const { line, column } = lineAndColumn(text, problem.offset)
  return `${line}:${column} ${problem.message}`
}
const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('whatever is JSON has no problem', () => {
  const hasNone = (text: string): void => {
    // What a generator makes may have two members of one name, which is a problem here.
    if (!problemOf(text)?.includes('is there already')) expect([text, problemOf(text)]).toEqual([text, undefined])
  }
  fc.assert(fc.property(fc.json(), hasNone))
  fc.assert(fc.property(fc.jsonValue(), (value) => hasNone(JSON.stringify(value, null, 2))))
})

test('a text has a problem exactly when it is no JSON, wherever it was broken', () => {
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', ':', '\\', 'x', '\t', '1'))
    .map(([json, at, put]) => {
      const place = at % (json.length + 1)
      return json.slice(0, place) + put + json.slice(place + 1)
    })
  fc.assert(
    fc.property(broken, (text) => {
      const problem = problemOf(text)
      // Two members of one name are JSON, and a problem.
      if (!problem?.includes('is there already')) expect([text, problem === undefined]).toEqual([text, isJson(text)])
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['', '1:1 The policy ends too early: a value is missing.'],
  ['{\n  "a": 1,\n}', '2:9 No member follows this comma.'],
  ['{\n  "a": [1 2]\n}', '2:11 A comma or ] is expected here.'],
  ['{\n  "a" 1\n}', '2:7 A colon is expected after "a".'],
  ["{ 'a': 1 }", '1:3 A name in double quotes is expected here.'],
  ['{\n  "a": "x\n}', '2:8 This text has no closing quote.'],
  ['{\n  "a": {', '2:9 A name in double quotes is expected here.'],
  ['{\n  "a": [1', '2:10 The policy ends too early: the bracket of line 2 is not closed.'],
  ['{ "a": 1, "a": 2 }', '1:11 "a" is there already.'],
  ['{} {}', '1:4 Nothing may follow the end of the policy.'],
  ['{ "a": "c:\\x" }', '1:11 A backslash is written twice: \\\\.'],
])('%j is told with its place', (text, expected) => expect(problemOf(text)).toBe(expected))

test('what the server complains of is found in the text, the deepest member that is there', () => {
  const control = '{\n  "Version": "2012-10-17",\n  "Statement": [\n    { "Effect": "Perhaps" }\n  ]\n}'
  const at = (text: string, path: string): string => {
    const offset = placeOfComplaint(text, `The provided document does not meet the requirements of the specified policy type: ${path}`)
    if (offset === undefined) return 'nowhere'
    const { line, column } = lineAndColumn(text, offset)
    return `${line}:${column}`
  }
  expect(at(control, 'Statement.0.Effect: Invalid option')).toBe('4:7')
  expect(at(control, 'Statement.0.Action: missing')).toBe('4:5')
  expect(at(control, 'it is no policy')).toBe('nowhere')
  const tags = '{\n  "tags": {\n    "a.b": {\n      "tag_key": "x"\n    }\n  }\n}'
  expect(at(tags, 'tags/a.b/tag_key lacks an operator')).toBe('4:7')
})
