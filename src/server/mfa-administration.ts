import { type OperationContext, transaction } from '../access/context.ts'
import type { MfaAdministration } from '../api/dependencies.ts'
import { Fault } from '../fault.ts'
import { listMfaDevices, removeMfaDevice } from '../portal/mfa-devices.ts'
import { forgetTrustedDevices } from '../portal/trusted-devices.ts'
import * as identityStore from '../services/identity-store/index.ts'
import type { Installation } from './installation.ts'

/** What administrators see and remove of people's devices: the management account's only, as the people are. */
export function mfaAdministration({ identityStoreId = '', managementAccountId }: Installation): MfaAdministration {
  const checkUser = async (context: OperationContext, userId: string): Promise<void> => {
    const user = await identityStore.findUser(context, identityStoreId, userId)
    if (!user || context.caller.accountId !== managementAccountId)
      throw new Fault('ResourceNotFoundException', `There is no user ${userId}.`)
  }
  return {
    list: async (context, userId) => {
      await checkUser(context, userId)
      return { devices: await listMfaDevices(context, userId) }
    },
    remove: async (context, userId, deviceId) => {
      await checkUser(context, userId)
      await transaction(context, async (context) => {
        await removeMfaDevice(context, userId, deviceId)
        // The browser may be on the device that was lost.
        await forgetTrustedDevices(context, userId)
      })
    },
  }
}
