import { z } from 'zod'

// How people sign in, as administrators see and change it: inputs and outputs of the endpoints.

const time = z.iso.datetime()

export const userParameters = z.strictObject({ userId: z.string().min(1).max(64) })

export const oneTimePassword = z.object({ password: z.string(), expiresAt: time })
export type OneTimePassword = z.infer<typeof oneTimePassword>

export const resetLink = z.object({
  url: z.string().describe('Works once; whoever has it chooses the password'),
  expiresAt: time,
  sentTo: z.string().optional().describe('The e-mail address that it has gone to'),
})
export type ResetLink = z.infer<typeof resetLink>

export const userSignIn = z.object({
  userId: z.string(),
  userName: z.string(),
  displayName: z.string(),
  email: z.string().optional(),
  enabled: z.boolean(),
  password: z.object({
    state: z.enum(['none', 'one-time', 'expired', 'own']).describe('`expired`: a one-time password that was not used in time'),
    changedAt: time.optional(),
    expiresAt: time.optional(),
  }),
  lockedUntil: time.optional().describe('After too many failed tries'),
})
export type UserSignIn = z.infer<typeof userSignIn>

export const userSessions = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      address: z.string(),
      userAgent: z.string(),
      method: z.string().describe('How the person proved who they are, e.g. `password+totp`'),
      createdAt: time,
      seenAt: time,
      expiresAt: time,
    }),
  ),
})
export type UserSessions = z.infer<typeof userSessions>

const settings = {
  sessionMinutes: z.int().min(15).max(10_080).describe('Of sessions that begin from now on: 15 minutes to 7 days'),
  mfa: z.enum(['never', 'at-risk', 'always']).describe('When a second factor is asked for'),
  mfaWithoutDevice: z.enum(['allow', 'enrol', 'block']).describe('What happens to people without a device when one is asked for'),
}
export const accessSettingsInput = z.strictObject(settings)
export type AccessSettingsInput = z.infer<typeof accessSettingsInput>

export const accessSettings = z.object({
  ...settings,
  mail: z.object({ from: z.string(), server: z.string() }).nullable().describe('Null: nobody is reached by mail'),
})
export type AccessSettings = z.infer<typeof accessSettings>

export const testMailInput = z.strictObject({ to: z.email().max(320) })
