import { z } from 'zod'
import { userParameters } from './user-schemas.ts'

const time = z.iso.datetime()

export const deviceParameters = z.strictObject({ ...userParameters.shape, deviceId: z.string().min(1).max(64) })
export const mfaDevices = z.object({
  devices: z.array(
    z.object({
      id: z.string(),
      type: z.enum(['totp', 'passkey']),
      name: z.string(),
      createdAt: time,
      lastUsedAt: time.nullable(),
    }),
  ),
})
export type MfaDevices = z.infer<typeof mfaDevices>
