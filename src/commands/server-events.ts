export interface ServerEvent {
  readonly event: string
  readonly id: string | undefined
  readonly data: string
}

/** A line longer than this is not one of ours. */
const maxLineLength = 4_000_000

/** The events of a text/event-stream (WHATWG HTML, 9.2.6); comments and `retry` are left out. */
export async function* readServerEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  let event = 'message'
  let id: string | undefined
  let data: string[] = []
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true })
    if (rest.length > maxLineLength) throw new Error('The event stream holds a line that is too long.')
    const lines = rest.split(/\r\n|\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { event, id, data: data.join('\n') }
        event = 'message'
        data = []
        continue
      }
      const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
      if (field === 'event') event = value
      else if (field === 'id') id = value
      else if (field === 'data') data.push(value)
    }
  }
}
