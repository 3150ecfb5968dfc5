import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown'
import { lazy, Suspense, useState } from 'react'
import { accountsOf, type Picked, unitsOf } from './picked.ts'

const ActionDialog = lazy(() => import('./action-dialog.tsx'))

export type Action = 'move' | 'close' | 'create' | 'rename' | 'delete' | 'tags'

interface AccountActionsOptions {
  readonly picked: readonly Picked[]
  readonly managementAccountId: string | undefined
  /** What was done, in a sentence; the lists are read anew by then. */
  readonly onDone: (said: string, action: Action) => void
  /** Which of them the page offers; all when not given. */
  readonly only?: readonly Action[]
}

/** What can be done with the accounts and units that are ticked; what cannot says why. The dialogs are fetched when one is opened. */
export function AccountActions({ picked, managementAccountId, onDone, only }: AccountActionsOptions) {
  const [open, setOpen] = useState<Action>()
  const reasons = reasonsAgainst(picked, managementAccountId)
  const items = groups.flatMap(({ text, actions }) => {
    const offered = actions.filter(({ id }) => !only || only.includes(id))
    return offered.length === 0 ? [] : [{ text, items: offered.map((action) => ({ ...action, ...disabledBy(reasons[action.id]) })) }]
  })
  return (
    <>
      <ButtonDropdown
        items={items.length === 1 ? (items[0]?.items ?? []) : items}
        expandToViewport
        onItemClick={({ detail }) => setOpen(detail.id as Action)}
      >
        Actions
      </ButtonDropdown>
      {open && (
        <Suspense fallback={null}>
          <ActionDialog
            action={open}
            picked={picked}
            onClose={() => setOpen(undefined)}
            onDone={(said) => {
              setOpen(undefined)
              onDone(said, open)
            }}
          />
        </Suspense>
      )}
    </>
  )
}

const groups: readonly { text: string; actions: readonly { id: Action; text: string }[] }[] = [
  {
    text: 'AWS accounts',
    actions: [
      { id: 'move', text: 'Move' },
      { id: 'close', text: 'Close' },
    ],
  },
  {
    text: 'Organizational unit',
    actions: [
      { id: 'create', text: 'Create new' },
      { id: 'rename', text: 'Rename' },
      { id: 'delete', text: 'Delete' },
    ],
  },
  { text: 'Tags', actions: [{ id: 'tags', text: 'Manage tags' }] },
]

const disabledBy = (reason: string | undefined): Pick<ButtonDropdownProps.Item, 'disabled' | 'disabledReason'> =>
  reason === undefined ? {} : { disabled: true, disabledReason: reason }

function reasonsAgainst(picked: readonly Picked[], managementAccountId: string | undefined): Partial<Record<Action, string>> {
  const accounts = accountsOf(picked)
  const units = unitsOf(picked)
  const [unit] = units
  const oneUnit = units.length === 1 && accounts.length === 0
  const isRoot = unit?.parentId === null
  const unitReason = !oneUnit ? 'Select one organizational unit.' : isRoot ? 'The root stays as it is.' : undefined
  const reasons: Record<Action, string | undefined> = {
    move: accounts.length === 0 || units.length > 0 ? 'Select accounts only.' : undefined,
    close:
      accounts.length !== 1 || units.length > 0
        ? 'Select one account.'
        : accounts[0]?.id === managementAccountId
          ? 'The management account cannot be closed from here.'
          : accounts[0]?.state !== 'ACTIVE'
            ? 'Only an active account can be closed.'
            : undefined,
    create: oneUnit ? undefined : 'Select the root or the unit to create it in.',
    rename: unitReason,
    delete: unitReason,
    tags: picked.length === 1 || (accounts.length > 0 && units.length === 0) ? undefined : 'Select accounts, or one unit.',
  }
  return Object.fromEntries(Object.entries(reasons).filter(([, reason]) => reason !== undefined))
}
