import { generateURI, verifySync } from 'otplib'
import { renderSVG } from 'uqr'
import { randomString } from '../random.ts'

// Codes of authenticator apps (RFC 6238): six digits of SHA-1, every thirty seconds; the only form that all apps know.

/** An app's clock, and the way of a code, may be this much off. */
const toleranceSeconds = 30
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export interface TotpEnrolment {
  /** 160 bits, base32. */
  readonly secret: string
  readonly otpauthUrl: string
  /** SVG. */
  readonly qr: string
}

export function newTotp(userName: string, issuer: string): TotpEnrolment {
  const secret = randomString(32, base32)
  const otpauthUrl = generateURI({ issuer, label: userName, secret })
  return { secret, otpauthUrl, qr: renderSVG(otpauthUrl, { border: 2, ecc: 'M' }) }
}

/** The time step that the code is of, when it is right and no code of that step or a later one was taken before. */
export function stepOfCode(secret: string, code: string, now: Date, lastStep: number): number | undefined {
  const epoch = Math.floor(now.getTime() / 1000)
  const result = verifySync({ secret, token: code, epoch, epochTolerance: toleranceSeconds })
  const step = result.valid && 'timeStep' in result ? result.timeStep : undefined
  return step !== undefined && step > lastStep ? step : undefined
}
