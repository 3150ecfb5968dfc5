/** A call of an AWS operation, as the transport under the clients sees it. */
export interface CallPoint {
  readonly operation: string
  /** `before`: the request never arrives; `after`: it was carried out and the answer is lost. */
  readonly moment: 'before' | 'after'
}

/** Lets calls fail at will, under the SDK clients. */
export class CallFaults {
  /** Operations called since `clear`, in order. */
  readonly calls: string[] = []
  #decide: (point: CallPoint, index: number) => boolean = () => false

  /** Calls fail with a broken connection where `decide` says so; `index` counts the calls since `clear`. */
  failWhen(decide: (point: CallPoint, index: number) => boolean): void {
    this.#decide = decide
  }

  clear(): void {
    this.calls.length = 0
    this.#decide = () => false
  }

  /** Around a transport's `send`: `operation` names what the request asks for. */
  async around<Answer>(operation: string, send: () => Promise<Answer>): Promise<Answer> {
    const index = this.calls.push(operation) - 1
    if (this.#decide({ operation, moment: 'before' }, index)) throw brokenConnection()
    const answer = await send()
    if (this.#decide({ operation, moment: 'after' }, index)) throw brokenConnection()
    return answer
  }
}

function brokenConnection(): Error {
  return Object.assign(new Error('the connection was reset'), { code: 'ECONNRESET' })
}
