import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

interface Options {
  readonly challenge: string
  readonly origin: string
  readonly rpId: string
  /** What the counter says; one more than before when not given. */
  readonly counter?: number
  /** The person proved to it who they are, as they do when not said. */
  readonly verified?: boolean
  /** Whom it says it is of. */
  readonly userId?: string
}

/** An authenticator made of software: what a browser answers for a passkey, honest or not. */
export function createSoftPasskey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(32)
  let uses = 0
  const shared = {
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key' as const,
    clientExtensionResults: {},
  }
  const clientData = (type: string, { challenge, origin }: Options): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const authenticatorData = ({ rpId, counter }: Options, flags: number, rest: Buffer): Buffer => {
    uses = counter ?? uses + 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(uses)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count, rest])
  }
  /** navigator.credentials.create, as JSON, with attestation `none`. */
  const create = (options: Options) => {
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ])
    const key = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, Buffer.from(isoCBOR.encode(cose))])
    // Present, verified, with the key.
    const authData = new Uint8Array(authenticatorData(options, 0x45, key))
    const attestation = new Map<string, string | Uint8Array | Map<string, string>>([
      ['fmt', 'none'],
      ['attStmt', new Map<string, string>()],
      ['authData', authData],
    ])
    const response = {
      clientDataJSON: clientData('webauthn.create', options).toString('base64url'),
      attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString('base64url'),
      transports: ['internal'],
    }
    return { ...shared, response }
  }
  /** navigator.credentials.get, as JSON. */
  const get = (options: Options) => {
    const data = clientData('webauthn.get', options)
    const authData = authenticatorData(options, options.verified === false ? 0x01 : 0x05, Buffer.alloc(0))
    const signed = Buffer.concat([authData, createHash('sha256').update(data).digest()])
    const response = {
      clientDataJSON: data.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: createSign('sha256').update(signed).sign(privateKey).toString('base64url'),
      ...(options.userId !== undefined && { userHandle: Buffer.from(options.userId).toString('base64url') }),
    }
    return { ...shared, response }
  }
  return { id: shared.id, create, get }
}

export type SoftPasskey = ReturnType<typeof createSoftPasskey>
