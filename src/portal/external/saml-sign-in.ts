import { type OperationContext, transaction } from '../../access/context.ts'
import type { Person } from '../portal-directory.ts'
import { type Arrival, arrive, type ExternalOptions, enabledProvider } from './arrival.ts'
import { findPerson } from './person.ts'
import { refuse } from './refusal.ts'
import { returnAddress } from './return-address.ts'
import { samlAnswer, samlMetadata } from './saml.ts'
import { findUnanswered, noteAnswer, take } from './under-way.ts'
import { useAssertion } from './used-assertions.ts'

/** What SAML does otherwise: its answers come by post from another site, which brings no cookie along. */
export function createSamlSignIn({ directory, secretKey, url }: ExternalOptions) {
  /**
   * The answer of a SAML provider, which its page posts: without the browser's cookie, so it only notes whom it names, and the browser
   * that began fetches the session (finishSaml). An answer that nobody asked for signs in right here, where that is allowed.
   */
  const receiveSaml = async (
    context: OperationContext,
    { providerId, samlResponse, relayState }: { providerId: string; samlResponse: string; relayState: string },
  ): Promise<{ person: Person; arrival: Arrival | undefined }> => {
    const provider = await enabledProvider(context, providerId, 'saml')
    const underWay = await findUnanswered(context, secretKey, { providerId, state: relayState })
    if (!underWay && !provider.configuration.allowIdpInitiated) throw refuse('expired')
    const question = { url, provider, now: context.clock.now(), requestId: underWay?.secrets.requestId }
    const { claims, ...assertion } = await samlAnswer(question, samlResponse)
    return transaction(context, async (context) => {
      await useAssertion(context, { providerId, ...assertion })
      const person = await findPerson(context, directory, provider, claims)
      if (!underWay) return { person, arrival: await arrive(context, person, returnAddress(relayState, url)) }
      if (!(await noteAnswer(context, underWay, person.userId))) throw refuse('expired')
      return { person, arrival: undefined }
    })
  }

  const finishSaml = async (
    context: OperationContext,
    { providerId, state, browser }: { providerId: string; state: string | undefined; browser: string | undefined },
  ): Promise<Arrival> => {
    await enabledProvider(context, providerId, 'saml')
    const { userId, returnTo } = await take(context, secretKey, { providerId, state, browser })
    const person = userId === undefined ? undefined : await directory.findById(context, userId)
    if (!person?.enabled) throw refuse('expired')
    return arrive(context, person, returnTo)
  }

  const metadata = async (context: OperationContext, providerId: string): Promise<string> => {
    await enabledProvider(context, providerId, 'saml')
    return samlMetadata(url, providerId)
  }

  return { receiveSaml, finishSaml, metadata }
}
