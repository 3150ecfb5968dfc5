import { InvalidArgumentError } from 'commander'

const unitsMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 }
const longestMs = 24 * 3_600_000

/** `90s`, `45m`, `2h` in ms; bare numbers are seconds. Throws commander's InvalidArgumentError. */
export function parseDuration(text: string): number {
  const [, amount, unit = 's'] = /^(\d+)\s*([smh])?$/.exec(text.trim()) ?? []
  const ms = Number(amount) * (unitsMs[unit] ?? Number.NaN)
  if (ms > 0 && ms <= longestMs) return ms
  throw new InvalidArgumentError('Write a duration of at most a day like 90s, 45m or 2h.')
}

/** A whole number from 1 to 10,000. Throws commander's InvalidArgumentError. */
export function parseCount(text: string): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= 1 && count <= 10_000) return count
  throw new InvalidArgumentError('Write a whole number from 1 to 10000.')
}
