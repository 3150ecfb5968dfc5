import { randomString } from '../../random.ts'

/** `AROA…`, `AIDA…`, `ANPA…`: what an id is of, and 17 letters and digits of base32. */
export const newUniqueId = (prefix: string): string => prefix + randomString(17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')
