import { createCipheriv, createDecipheriv } from 'node:crypto'
import { randomBytes } from '../random.ts'

const ivBytes = 12
const tagBytes = 16

/** AES-256-GCM under the installation's 32-byte key, as base64url of iv, tag and ciphertext. `purpose` keeps one seal from passing for another. */
export function seal(secretKey: Buffer, purpose: string, text: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', secretKey, iv).setAAD(Buffer.from(purpose))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** What was sealed, or undefined when it was changed, sealed with another key or for another purpose. */
export function unseal(secretKey: Buffer, purpose: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < ivBytes + tagBytes) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', secretKey, bytes.subarray(0, ivBytes)).setAAD(Buffer.from(purpose))
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
    return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return undefined
  }
}
