// Who is at the door: a person, by the cookie of their session, and how far their sign-in has come.
import { type OperationContext, transaction } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { lockPassword } from './passwords.ts'
import type { Person, PortalDirectory } from './portal-directory.ts'
import { advanceSession, findSession, type NewSession, type Session, type Step } from './sessions.ts'

/** A person and the session they are in. */
export interface Visitor {
  readonly person: Person
  readonly session: Session
}

const notSignedIn = (): Fault => new Fault('NotSignedIn', 'Sign in at the access portal.')

const stepFaults: Record<Step, () => Fault> = {
  mfa: () => new Fault('MfaRequired', 'Give the second factor first.'),
  'mfa-enrolment': () => new Fault('MfaEnrolmentRequired', 'Register a device for multi-factor authentication first.'),
  'new-password': () => new Fault('NewPasswordRequired', 'Choose a new password first.'),
}

export type Visitors = ReturnType<typeof createVisitors>

export function createVisitors(directory: PortalDirectory) {
  /** Whoever is at this step of their sign-in, or, without a step, through with it. Disabled people no longer are. */
  const visitor = async (context: OperationContext, cookie: string | undefined, step?: Step): Promise<Visitor> => {
    const session = await findSession(context, cookie)
    const person = session && (await directory.findUser(context, session.userId))
    if (!session || !person?.enabled) throw notSignedIn()
    const [next] = session.pending
    if (next && next !== step) throw stepFaults[next]()
    if (step && next !== step) throw new Fault('ValidationException', 'This step of the sign-in is done already.')
    return { person, session }
  }

  /** Who is signed in. Throws NotSignedIn, or what the sign-in still needs (MfaRequired, MfaEnrolmentRequired, NewPasswordRequired). */
  const signedIn = async (context: OperationContext, cookie: string | undefined): Promise<Person> => (await visitor(context, cookie)).person

  /** Goes on to the next step; `method` adds to how the person proved who they are. */
  const completeStep = async (context: OperationContext, { session }: Visitor, method?: string): Promise<NewSession> => {
    const advanced = await transaction(context, async (context) => {
      // A reset that is under way ends all sessions, this one too.
      await lockPassword(context, session.userId)
      return advanceSession(context, session, method)
    })
    if (!advanced) throw notSignedIn()
    return advanced
  }

  return { visitor, signedIn, completeStep }
}
