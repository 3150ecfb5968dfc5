import { randomBytes } from '../random.ts'

// An access key's id is four letters and eighty bits in base32. As in AWS's own, 40 of the bits are the account's number: the 2nd to the 41st.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const bits = 80n
const accountShift = 39n
const accountMask = (1n << 40n) - 1n

/** `AKIA…` for long-term keys, `ASIA…` for those of a session. */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA', accountId: string): string {
  const random = BigInt(`0x${randomBytes(10).toString('hex')}`)
  const cleared = random & ~(accountMask << accountShift)
  const value = cleared | (BigInt(accountId) << accountShift) | (1n << (bits - 1n))
  const characters = Array.from({ length: 16 }, (_, index) => alphabet[Number((value >> BigInt(75 - 5 * index)) & 31n)])
  return prefix + characters.join('')
}

/** The account of an access key, whether there is such a key or not; undefined for what is no id of a key. */
export function accountOfAccessKey(accessKeyId: string): string | undefined {
  const [, text] = /^A[KS]IA([A-Z2-7]{16})$/.exec(accessKeyId) ?? []
  if (!text) return undefined
  const value = [...text].reduce((sum, character) => (sum << 5n) | BigInt(alphabet.indexOf(character)), 0n)
  const account = String((value >> accountShift) & accountMask).padStart(12, '0')
  return account.length === 12 ? account : undefined
}
