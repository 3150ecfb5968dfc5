import { expect, test } from 'vitest'
import { backoffDelayMs, patientBackoff } from './backoff.ts'

test('delays double up to the longest one, each between half and all of it', () => {
  for (let attempt = 1; attempt <= patientBackoff.attempts; attempt++) {
    const ceiling = Math.min(patientBackoff.maxMs, patientBackoff.firstMs * 2 ** (attempt - 1))
    const delay = backoffDelayMs(patientBackoff, attempt)
    expect(delay).toBeGreaterThanOrEqual(ceiling / 2)
    expect(delay).toBeLessThanOrEqual(ceiling)
  }
})
