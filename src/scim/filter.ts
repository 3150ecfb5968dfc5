import type { Comparison, Condition, Operator } from './directory.ts'
import { refusal } from './scim-fault.ts'

// RFC 7644, 3.4.2.2. A filter comes from outside: its length, depth and number of comparisons are bounded before anything is asked.

const longest = 2_000
const deepest = 8
const mostComparisons = 30
const operators = new Set<string>(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])

const invalid = (detail: string) => refusal(400, detail, 'invalidFilter')

/** Reads a filter whose attributes are among `known`, spelled as there. Throws 400 invalidFilter. */
export function parseFilter(text: string, known: readonly string[]): Condition {
  if (text.length > longest) throw invalid(`The filter is longer than ${longest} characters.`)
  const parser = new Parser(tokensOf(text), known)
  const condition = parser.or(0, '')
  parser.end()
  return condition
}

type Token = { readonly word: string } | { readonly literal: string }

/** Words, brackets, and strings as their JSON says. */
function tokensOf(text: string): Token[] {
  const pattern = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|([^\s()[\]"]+))/y
  const tokens: Token[] = []
  while (pattern.lastIndex < text.trimEnd().length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) throw invalid(`The filter cannot be read at character ${at + 1}.`)
    const [, literal, bracket, word = ''] = match
    tokens.push(literal === undefined ? { word: bracket ?? word } : { literal: unquoted(literal) })
  }
  return tokens
}

function unquoted(literal: string): string {
  try {
    return JSON.parse(literal) as string
  } catch {
    throw invalid(`The filter's text ${literal} is not a JSON string.`)
  }
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #known: ReadonlyMap<string, string>
  #at = 0
  #comparisons = 0

  constructor(tokens: readonly Token[], known: readonly string[]) {
    this.#tokens = tokens
    this.#known = new Map(known.map((name) => [name.toLowerCase(), name]))
  }

  /** `prefix`: the attribute in whose brackets we are. */
  or(depth: number, prefix: string): Condition {
    const any = [this.#and(depth, prefix)]
    while (this.#takes('or')) any.push(this.#and(depth, prefix))
    return any.length === 1 && any[0] ? any[0] : { any }
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw invalid(`The filter goes on where it should end: ${this.#shown()}.`)
  }

  #and(depth: number, prefix: string): Condition {
    const all = [this.#one(depth, prefix)]
    while (this.#takes('and')) all.push(this.#one(depth, prefix))
    return all.length === 1 && all[0] ? all[0] : { all }
  }

  #one(depth: number, prefix: string): Condition {
    if (depth > deepest) throw invalid(`The filter is nested deeper than ${deepest}.`)
    const isNot = this.#takes('not')
    if (isNot || this.#shown() === '(') {
      this.#expect('(')
      const inner = this.or(depth + 1, prefix)
      this.#expect(')')
      return isNot ? { not: inner } : inner
    }
    return this.#comparison(depth, prefix)
  }

  #comparison(depth: number, prefix: string): Condition {
    const path = this.#word()
    if (!prefix && this.#takes('[')) {
      const inner = this.or(depth + 1, `${path}.`)
      this.#expect(']')
      // `emails[type eq "work"].value eq "…"`
      const rest = this.#shown()
      if (!rest.startsWith('.')) return inner
      this.#at += 1
      return { all: [inner, this.#compare(path + rest)] }
    }
    return this.#compare(prefix + path)
  }

  #compare(path: string): Condition {
    this.#comparisons += 1
    if (this.#comparisons > mostComparisons) throw invalid(`The filter has more than ${mostComparisons} comparisons.`)
    const operator = this.#word().toLowerCase()
    const value = operator === 'pr' ? undefined : this.#value(operator)
    return this.#comparisonOf(path, operator as Operator, value)
  }

  #comparisonOf(path: string, operator: Operator, value: Comparison['value']): Condition {
    const plain = path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(User|Group):/i, '').toLowerCase()
    // There is one address at most, so its type and whether it is primary say nothing that is kept.
    if (/^(emails|members)\.(type|primary)$/.test(plain)) return { all: [] }
    const attribute = this.#known.get(plain) ?? this.#known.get(`${plain}.value`)
    if (!attribute) throw invalid(`There is no filtering by ${path}: use ${[...this.#known.values()].join(', ')}.`)
    return { attribute, operator, value }
  }

  #value(operator: string): Comparison['value'] {
    if (!operators.has(operator)) throw invalid(`There is no operator ${operator}.`)
    const token = this.#tokens[this.#at]
    this.#at += 1
    if (token && 'literal' in token) return token.literal
    const word = token?.word.toLowerCase()
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    if (word && /^-?\d{1,15}(\.\d{1,10})?$/.test(word)) return Number(word)
    throw invalid('The filter lacks a value: a text in quotation marks, a number, true, false or null.')
  }

  #shown(): string {
    const token = this.#tokens[this.#at]
    return token === undefined ? 'its end' : 'word' in token ? token.word : JSON.stringify(token.literal)
  }

  #takes(word: string): boolean {
    const token = this.#tokens[this.#at]
    const isIt = token !== undefined && 'word' in token && token.word.toLowerCase() === word
    if (isIt) this.#at += 1
    return isIt
  }

  #expect(word: string): void {
    if (!this.#takes(word)) throw invalid(`The filter lacks ${word} before ${this.#shown()}.`)
  }

  #word(): string {
    const token = this.#tokens[this.#at]
    if (!token || !('word' in token) || /^[()[\]]$/.test(token.word)) throw invalid(`The filter lacks a name before ${this.#shown()}.`)
    this.#at += 1
    return token.word
  }
}
