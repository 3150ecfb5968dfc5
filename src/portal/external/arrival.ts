import type { OperationContext } from '../../access/context.ts'
import type { Person } from '../portal-directory.ts'
import { type NewSession, startSession } from '../sessions.ts'
import type { ExternalDirectory } from './person.ts'
import type { Provider } from './provider.ts'
import { findProvider, noProvider } from './providers.ts'

export interface ExternalOptions {
  readonly directory: ExternalDirectory
  readonly secretKey: Buffer
  /** Address that people reach us by, without a path. */
  readonly url: string
}

export interface Arrival {
  readonly person: Person
  readonly session: NewSession
  /** A page of ours. */
  readonly returnTo: string
}

/** The provider that a sign-in names. Throws ResourceNotFoundException when it is not there, disabled or of another kind. */
export async function enabledProvider<Kind extends Provider['kind'] = Provider['kind']>(
  context: OperationContext,
  id: string,
  kind?: Kind,
): Promise<Extract<Provider, { kind: Kind }>> {
  const provider = await findProvider(context, id)
  if (!provider?.enabled || (kind && provider.kind !== kind)) throw noProvider(id)
  return provider as Extract<Provider, { kind: Kind }>
}

/** Whom the provider vouches for is in: the second factor is its business. */
export async function arrive(context: OperationContext, person: Person, returnTo: string): Promise<Arrival> {
  const session = await startSession(context, { userId: person.userId, pending: [], method: 'external' })
  return { person, session, returnTo }
}
