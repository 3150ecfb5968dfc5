import { type OperationContext, transaction } from '../access/context.ts'
import type { UserAdministration } from '../api/dependencies.ts'
import { Fault } from '../fault.ts'
import { forgetFailures, heldUntil } from '../portal/attempts.ts'
import { describePassword } from '../portal/passwords.ts'
import type { Portal } from '../portal/portal.ts'
import { endResetLinks } from '../portal/reset-links.ts'
import { listSessions } from '../portal/session-list.ts'
import * as identityStore from '../services/identity-store/index.ts'
import type { Installation } from './installation.ts'

/** What administrators see and change of how people sign in. */
export function userAdministration({ portal, installation }: { portal: Portal; installation: Installation }): UserAdministration {
  const { identityStoreId = '' } = installation
  const findUser = async (context: OperationContext, userId: string): Promise<identityStore.User> => {
    const user = await identityStore.findUser(context, identityStoreId, userId)
    if (!user || context.caller.accountId !== installation.managementAccountId)
      throw new Fault('ResourceNotFoundException', `There is no user ${userId}.`)
    return user
  }
  /** Sessions end both ways: what was signed in before does not come back. */
  const setStatus = (context: OperationContext, userId: string, status: 'ENABLED' | 'DISABLED'): Promise<void> =>
    transaction(context, async (context) => {
      await identityStore.setUserStatus(context, { identityStoreId, userId, status })
      await portal.signOutEverywhere(context, userId)
      await endResetLinks(context, userId)
    })
  return {
    describe: async (context, userId) => describeUser(context, await findUser(context, userId)),
    resetOneTimePassword: async (context, userId) => {
      const { password, expiresAt } = await portal.issueOneTimePassword(context, await findUser(context, userId))
      return { password, expiresAt: expiresAt.toISOString() }
    },
    createResetLink: async (context, userId) => {
      const { expiresAt, ...link } = await portal.issueResetLink(context, await findUser(context, userId))
      return { ...link, expiresAt: expiresAt.toISOString() }
    },
    sessions: async (context, userId) => {
      await findUser(context, userId)
      const sessions = await listSessions(context, userId)
      return {
        sessions: sessions.map(({ createdAt, seenAt, expiresAt, ...session }) => ({
          ...session,
          createdAt: createdAt.toISOString(),
          seenAt: seenAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
        })),
      }
    },
    'sign-out': async (context, userId) => portal.signOutEverywhere(context, (await findUser(context, userId)).userId),
    unlock: async (context, userId) => forgetFailures(context, (await findUser(context, userId)).userName),
    disable: async (context, userId) => {
      await findUser(context, userId)
      if (context.caller.personId === userId)
        throw new Fault('ValidationException', 'You cannot disable yourself: another administrator has to.')
      await setStatus(context, userId, 'DISABLED')
    },
    enable: async (context, userId) => {
      await findUser(context, userId)
      await setStatus(context, userId, 'ENABLED')
    },
  }
}

async function describeUser(context: OperationContext, user: identityStore.User) {
  const { userId, userName, displayName, email, enabled } = user
  const [password, lockedUntil] = await Promise.all([describePassword(context, userId), heldUntil(context, userName)])
  const { state, changedAt, expiresAt } = password
  return {
    userId,
    userName,
    displayName,
    ...(email !== undefined && { email }),
    enabled,
    password: {
      state,
      ...(changedAt && { changedAt: changedAt.toISOString() }),
      ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    },
    ...(lockedUntil && { lockedUntil: lockedUntil.toISOString() }),
  }
}
