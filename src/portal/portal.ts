// The web sign-in: people sign in with user name and password, see the accounts they may enter, and enter them as a role.
//
// It owns passwords, sessions and the counters of failed sign-ins. People and their access are IAM Identity Center's; the server hands
// them in as a PortalDirectory. It must never know a service, nor what the roles are for.
//
// A sign-in is a session with steps left (sessions.ts); `signedIn` is whoever has none left. Start with sign-in.ts and visitors.ts;
// routes.ts puts it on HTTP.
import type { Caller } from '../access/caller.ts'
import { type OperationContext, transaction } from '../access/context.ts'
import { issueTemporaryCredentials, type TemporaryCredentials } from '../access/credentials.ts'
import { Fault } from '../fault.ts'
import { createIssuedPasswords } from './issued-passwords.ts'
import { createOutbox, type SendMail } from './mail.ts'
import { createMfa } from './mfa.ts'
import { createPasskeySignIn } from './passkey-sign-in.ts'
import { createPasswordReset } from './password-reset.ts'
import type { PortalDirectory, RoleChoice, RoleSession } from './portal-directory.ts'
import { endSession, endSessions, type Session, type SessionsEnded } from './sessions.ts'
import { createSignIn } from './sign-in.ts'
import { createVisitors } from './visitors.ts'

export interface PortalOptions {
  readonly directory: PortalDirectory
  /** Seals the session tokens of temporary credentials. */
  readonly secretKey: Buffer
  /** Without it people cannot be reached by mail. */
  readonly sendMail?: SendMail | undefined
  /** Ends what else a person is signed in by, in the transaction that ends their sessions. */
  readonly onSessionsEnded?: SessionsEnded | undefined
  /** Who may sign in by password even where others may not. */
  readonly administratorId?: string | undefined
}

export type Portal = ReturnType<typeof createPortal>

export function createPortal(options: PortalOptions) {
  const { directory, secretKey, administratorId, sendMail, onSessionsEnded = async () => {} } = options
  const visitors = createVisitors(directory)
  const outbox = createOutbox(sendMail)
  const passwordReset = createPasswordReset({ directory, administratorId, outbox, onSessionsEnded })

  const roleSession = async (context: OperationContext, cookie: string | undefined, role: RoleChoice): Promise<RoleSession> => {
    const { person, session } = await visitors.visitor(context, cookie)
    const found = await directory.findRoleSession(context, person, role)
    if (found) return { ...found, principal: { ...found.principal, ...proofOf(session) } }
    throw new Fault('AccessDeniedException', `${person.userName} may not enter account ${role.accountId} as ${role.roleName}.`)
  }

  /** The caller that a signed-in person is in the console, in the role that the page names. */
  const enter = async (context: OperationContext, cookie: string | undefined, role: RoleChoice): Promise<Caller> => {
    const { principal } = await roleSession(context, cookie, role)
    return { ...principal, accessKeyId: 'console', sourceIp: context.caller.sourceIp }
  }

  const credentials = async (context: OperationContext, cookie: string | undefined, role: RoleChoice): Promise<TemporaryCredentials> => {
    const { principal, sessionSeconds } = await roleSession(context, cookie, role)
    return issueTemporaryCredentials(secretKey, principal, new Date(context.clock.now().getTime() + sessionSeconds * 1000))
  }

  const signOutEverywhere = (context: OperationContext, userId: string): Promise<void> =>
    transaction(context, async (context) => {
      await endSessions(context, userId)
      await onSessionsEnded(context, userId)
    })

  return {
    directory,
    outbox,
    signOut: endSession,
    signOutEverywhere,
    ...visitors,
    ...passwordReset,
    ...createIssuedPasswords({ outbox, onSessionsEnded }),
    ...createSignIn({ directory, visitors, administratorId, onSessionsEnded, onPasswordChanged: passwordReset.passwordChanged }),
    ...createMfa(visitors, secretKey),
    ...createPasskeySignIn({ directory, administratorId, secretKey }),
    enter,
    credentials,
  }
}

/** What the sign-in says of a role session made from it. */
export function proofOf({ method, provedAt }: Session): { mfaPresent?: boolean; authenticatedAt: string } {
  return { ...(/(^passkey|[+](totp|passkey))$/.test(method) && { mfaPresent: true }), authenticatedAt: provedAt.toISOString() }
}
