import { TagResourceCommand } from '@aws-sdk/client-organizations'
import type { Work } from './work.ts'

/** The account bears the request's tags. */
export async function tagAccount(work: Work, accountId: string): Promise<void> {
  const { tags } = work.request
  if (tags.length === 0) return work.note('The request has no tags')
  await work.clients.organizations.send(new TagResourceCommand({ ResourceId: accountId, Tags: tags }))
  await work.note(tags.map((tag) => `${tag.Key}=${tag.Value}`).join(', '))
}
