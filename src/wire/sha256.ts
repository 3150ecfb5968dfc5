import { createHash, createHmac } from 'node:crypto'
import type { Checksum, SourceData } from '@smithy/types'

/** Node's own SHA-256 in the form that the SDK's signer wants. */
export class Sha256 implements Checksum {
  readonly #secret: SourceData | undefined
  #chunks: Uint8Array[] = []

  constructor(secret?: SourceData) {
    this.#secret = secret
  }

  update(chunk: SourceData): void {
    this.#chunks.push(toBytes(chunk))
  }

  async digest(): Promise<Uint8Array> {
    const digest = this.#secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(this.#secret))
    for (const chunk of this.#chunks) digest.update(chunk)
    return digest.digest()
  }

  reset(): void {
    this.#chunks = []
  }
}

function toBytes(data: SourceData): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}
