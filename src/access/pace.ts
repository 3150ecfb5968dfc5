/** Names of the settings of `--pace`. */
export const paces = ['instant', 'brisk', 'realistic'] as const
export type PaceName = (typeof paces)[number]

export type AsynchronousWork =
  | 'create-account'
  | 'close-account'
  | 'enable-baseline'
  | 'enroll-account'
  | 'account-assignment'
  | 'raise-quota'

/** How long each kind of asynchronous work of the embedded services takes, in ms. */
export type Pace = Readonly<Record<AsynchronousWork, number>>

/** A launch is create-account + enroll-account + account-assignment: none, about ten seconds, about twenty minutes. */
export const paceTable: Readonly<Record<PaceName, Pace>> = {
  instant: {
    'create-account': 0,
    'close-account': 0,
    'enable-baseline': 0,
    'enroll-account': 0,
    'account-assignment': 0,
    'raise-quota': 0,
  },
  brisk: {
    'create-account': 3_000,
    'close-account': 3_000,
    'enable-baseline': 2_000,
    'enroll-account': 4_000,
    'account-assignment': 1_500,
    'raise-quota': 2_000,
  },
  realistic: {
    'create-account': 180_000,
    'close-account': 180_000,
    'enable-baseline': 600_000,
    'enroll-account': 960_000,
    'account-assignment': 45_000,
    'raise-quota': 600_000,
  },
}
