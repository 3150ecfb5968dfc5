/** 32 hexadecimal digits of chance. `crypto.randomUUID` is missing where a page came over plain http from another machine. */
export function randomToken(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
