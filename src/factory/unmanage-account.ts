import { describeAccountArn, findEnabledBaseline, move, parentOf, rootId } from './enroll-account.ts'
import type { Work } from './work.ts'

/** The account stands under the root and Control Tower has let go of it. It is not closed; one that is gone is no obstacle. */
export async function unmanageAccount(work: Work, accountId: string): Promise<void> {
  const accountArn = await describeAccountArn(work, accountId).catch(undefinedWhenGone)
  if (!accountArn) return work.note(`Account ${accountId} is not in the organization any more`)
  const parentId = await parentOf(work, accountId)
  const root = await rootId(work)
  if (parentId !== root) await move(work, accountId, parentId, root)
  await work.wait(`AWS Control Tower to unmanage account ${accountId}`, async () =>
    (await findEnabledBaseline(work, accountArn)) ? undefined : true,
  )
}

function undefinedWhenGone(error: unknown): undefined {
  if (error instanceof Error && /^(AccountNotFoundException|ChildNotFoundException)$/.test(error.name)) return undefined
  throw error
}
