import { DescribeAccountCommand, ListParentsCommand, ListRootsCommand, MoveAccountCommand } from '@aws-sdk/client-organizations'
import { Fault } from '../fault.ts'
import type { Work } from './work.ts'

/**
 * The account stands in its OU and Control Tower's baseline is on it. Moving it there makes Control Tower enroll it; an
 * enrollment that failed is tried again by moving the account out and in.
 */
export async function enrollAccount(
  work: Work,
  accountId: string,
  unit: { id: string; label: string },
): Promise<{ enabledBaselineArn: string }> {
  const accountArn = await describeAccountArn(work, accountId)
  const parentId = await parentOf(work, accountId)
  if (parentId === unit.id) {
    const baseline = await findEnabledBaseline(work, accountArn)
    if (baseline?.statusSummary.status === 'FAILED') {
      await move(work, accountId, parentId, await rootId(work))
      await move(work, accountId, await rootId(work), unit.id)
    }
  } else {
    await move(work, accountId, parentId, unit.id)
  }
  await work.note(`AWS Control Tower enrolls account ${accountId} in ${unit.label}`)
  const enabled = await work.wait(`AWS Control Tower to enroll account ${accountId}`, async () => {
    const baseline = await findEnabledBaseline(work, accountArn)
    return baseline && baseline.statusSummary.status !== 'UNDER_CHANGE' ? baseline : undefined
  })
  if (enabled.statusSummary.status === 'FAILED') {
    throw new Fault(
      'EnrollmentFailed',
      `AWS Control Tower could not enroll account ${accountId} in ${unit.label}. Retry the request to try again.`,
    )
  }
  return { enabledBaselineArn: enabled.arn }
}

export async function describeAccountArn(work: Work, accountId: string): Promise<string> {
  const { Account } = await work.clients.organizations.send(new DescribeAccountCommand({ AccountId: accountId }))
  if (!Account?.Arn) throw new Fault('AccountNotFoundException', `Account ${accountId} is not in the organization.`)
  return Account.Arn
}

export async function parentOf(work: Work, accountId: string): Promise<string> {
  const { Parents } = await work.clients.organizations.send(new ListParentsCommand({ ChildId: accountId }))
  const parentId = Parents?.[0]?.Id
  if (!parentId) throw new Fault('AccountNotFoundException', `Account ${accountId} has no place in the organization.`)
  return parentId
}

export async function move(work: Work, accountId: string, from: string, to: string): Promise<void> {
  try {
    await work.clients.organizations.send(new MoveAccountCommand({ AccountId: accountId, SourceParentId: from, DestinationParentId: to }))
  } catch (error) {
    // It is there already: an earlier run moved it.
    if (!(error instanceof Error && error.name === 'DuplicateAccountException')) throw error
  }
}

/** The enabled baseline of an account, inherited from its OU. */
export async function findEnabledBaseline(work: Work, accountArn: string) {
  const { enabledBaselines } = await work.clients.controlTower.call('ListEnabledBaselines', {
    filter: { targetIdentifiers: [accountArn] },
    includeChildren: true,
  })
  return enabledBaselines[0]
}

export async function rootId(work: Work): Promise<string> {
  const { Roots } = await work.clients.organizations.send(new ListRootsCommand({}))
  const id = Roots?.[0]?.Id
  if (!id) throw new Fault('RootNotFoundException', 'The organization has no root.')
  return id
}
