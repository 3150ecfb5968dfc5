import { ListTagsForResourceCommand } from '@aws-sdk/client-organizations'
import type { AwsClients } from './clients.ts'
import type { AccountEntry, OrganizationDirectory } from './organization-directory.ts'

/** Every account carries the record that it was made for, from its first moment. */
export const recordTag = 'account-factory:record'

export type EmailHolder = { readonly account: AccountEntry; readonly own: boolean }

/** The account that holds the address and whether it was made for this record. */
export async function findEmailHolder(
  { clients, directory }: { clients: AwsClients; directory: OrganizationDirectory },
  recordId: string,
  email: string,
): Promise<EmailHolder | undefined> {
  const account = await directory.findAccountByEmail(email)
  if (!account) return undefined
  return { account, own: (await tagsOf(clients, account.id)).get(recordTag) === recordId }
}

async function tagsOf(clients: AwsClients, accountId: string): Promise<Map<string, string>> {
  const tags = new Map<string, string>()
  let token: string | undefined
  do {
    const page = await clients.organizations.send(new ListTagsForResourceCommand({ ResourceId: accountId, NextToken: token }))
    for (const tag of page.Tags ?? []) tags.set(tag.Key ?? '', tag.Value ?? '')
    token = page.NextToken
  } while (token)
  return tags
}
