/** Where something in a text is, and what; lines and columns count from 1. */
export interface Problem {
  readonly offset: number
  readonly message: string
}

interface Read {
  readonly problem: Problem | undefined
  /** Where the member of each path begins: its key, or the item of a list. Paths are joined by line breaks. */
  readonly places: ReadonlyMap<string, number>
}

const mostDeep = 200

/**
 * Reads JSON as `JSON.parse` does, and says where it ends to be JSON: what browsers say of it differs, and some say no place. Two members
 * of one name are a problem here: only one of them would count.
 */
export function readJson(text: string): Read {
  const places = new Map<string, number>()
  try {
    const reader = new Reader(text, places)
    reader.document()
    return { problem: undefined, places }
  } catch (error) {
    if (error instanceof JsonProblem) return { problem: { offset: error.offset, message: error.message }, places }
    throw error
  }
}

/** Where the offset is. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** Where the server's complaint is about, which names a path like `Statement.0.Action: …` or `tags/team/tag_key …`; else undefined. */
export function placeOfComplaint(text: string, complaint: string): number | undefined {
  const { places } = readJson(text)
  const [, path = ''] = /policy type: ([^\s:]+)/.exec(complaint) ?? []
  for (const parts of [path.split('/'), path.split('.')]) {
    for (let length = parts.length; length > 0; length--) {
      const offset = places.get(parts.slice(0, length).join('\n'))
      if (offset !== undefined) return offset
    }
  }
  return undefined
}

class JsonProblem extends Error {
  readonly offset: number

  constructor(offset: number, message: string) {
    super(message)
    this.offset = offset
  }
}

class Reader {
  readonly #text: string
  readonly #places: Map<string, number>
  #at = 0

  constructor(text: string, places: Map<string, number>) {
    this.#text = text
    this.#places = places
  }

  document(): void {
    this.#space()
    this.#value([])
    this.#space()
    if (this.#at < this.#text.length) this.#fail('Nothing may follow the end of the policy.')
  }

  #value(path: readonly string[]): void {
    if (path.length > mostDeep) this.#fail('This is nested too deeply.')
    const next = this.#text[this.#at]
    if (next === '{') this.#object(path)
    else if (next === '[') this.#list(path)
    else if (next === '"') this.#string()
    else this.#word()
  }

  #word(): void {
    const next = this.#text[this.#at]
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(this.#text.slice(this.#at, this.#at + 400))?.[0]
    if (word === undefined) this.#fail(next === undefined ? 'The policy ends too early: a value is missing.' : 'A value is expected here.')
    this.#at += word.length
  }

  #object(path: readonly string[]): void {
    const keys = new Set<string>()
    this.#items('}', 'member', () => {
      const start = this.#at
      if (this.#text[start] !== '"') this.#fail('A name in double quotes is expected here.')
      const key = this.#string()
      if (keys.has(key)) this.#fail(`"${key}" is there already.`, start)
      keys.add(key)
      this.#places.set([...path, key].join('\n'), start)
      this.#space()
      if (this.#text[this.#at] !== ':') this.#fail(`A colon is expected after "${key}".`)
      this.#at += 1
      this.#space()
      this.#value([...path, key])
    })
  }

  #list(path: readonly string[]): void {
    let index = 0
    this.#items(']', 'item', () => {
      this.#places.set([...path, String(index)].join('\n'), this.#at)
      this.#value([...path, String(index)])
      index += 1
    })
  }

  /** Between brackets, with commas. */
  #items(close: '}' | ']', what: string, read: () => void): void {
    const opened = this.#at
    this.#at += 1
    this.#space()
    if (this.#text[this.#at] === close) {
      this.#at += 1
      return
    }
    for (;;) {
      read()
      this.#space()
      const next = this.#text[this.#at]
      if (next === close) {
        this.#at += 1
        return
      }
      if (next === undefined) {
        this.#fail(`The policy ends too early: the bracket of line ${lineAndColumn(this.#text, opened).line} is not closed.`)
      }
      if (next !== ',') this.#fail(`A comma or ${close} is expected here.`)
      const comma = this.#at
      this.#at += 1
      this.#space()
      if (this.#text[this.#at] === close) this.#fail(`No ${what} follows this comma.`, comma)
    }
  }

  #string(): string {
    const start = this.#at
    for (this.#at += 1; ; this.#at += 1) {
      const next = this.#text[this.#at]
      if (next === undefined || next === '\n') this.#fail('This text has no closing quote.', start)
      if (next === '"') break
      if (next < ' ') this.#fail('Tabs and other control characters in a text are written as \\t and so on.')
      if (next === '\\') this.#escape()
    }
    this.#at += 1
    return JSON.parse(this.#text.slice(start, this.#at)) as string
  }

  #escape(): void {
    const sequence = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(this.#text.slice(this.#at, this.#at + 6))?.[0]
    if (sequence === undefined) this.#fail('A backslash is written twice: \\\\.')
    this.#at += sequence.length - 1
  }

  #space(): void {
    while (/^[ \t\n\r]$/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }

  #fail(message: string, offset = this.#at): never {
    throw new JsonProblem(offset, message)
  }
}
