import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import { useRef, useState } from 'react'
import { organizations } from '../../lib/aws.ts'
import type { Account } from '../../lib/types.ts'
import { FormDialog } from './form-dialog.tsx'
import { countOf } from './picked.ts'
import { UnitSelect } from './unit-select.tsx'
import { useOrganization } from './use-organization.ts'

interface MoveAccountsOptions {
  readonly accounts: readonly Account[]
  readonly onClose: () => void
  readonly onDone: (said: string) => void
  /** Some were moved and others were not. */
  readonly onMoved: () => void
}

interface Failed {
  readonly account: Account
  readonly message: string
}

interface Moving {
  readonly done: number
  readonly failed: readonly Failed[]
  readonly running: boolean
}

/** Moves accounts into another unit, one after the other; those that could not be moved stay in the dialog with the reason. */
export function MoveAccounts({ accounts: chosen, onClose, onDone, onMoved }: MoveAccountsOptions) {
  const [target, setTarget] = useState<string>()
  const [accounts, setAccounts] = useState(chosen)
  const [moving, setMoving] = useState<Moving>({ done: 0, failed: [], running: false })
  const stopped = useRef(false)
  const { data } = useOrganization()
  const name = data?.units.find(({ id }) => id === target)?.name ?? ''
  const [parent, ...others] = new Set(accounts.map(({ parentId }) => parentId))
  const subject = accounts.length === 1 ? (accounts[0]?.name ?? '') : countOf(accounts.length, 'account')
  const move = async (): Promise<void> => {
    if (!target) return
    const { failed, left } = await moveAll(accounts, target, { stopped, tell: setMoving })
    setMoving({ done: 0, failed, running: false })
    if (stopped.current) return onMoved()
    if (failed.length === 0) return onDone(`${subject} moved to ${name}.`)
    setAccounts(left)
    onMoved()
  }
  const close = (): void => {
    stopped.current = true
    onClose()
  }
  return (
    <FormDialog
      title={`Move ${subject}`}
      action={moving.failed.length > 0 ? 'Try again' : 'Move'}
      disabled={!target}
      pending={moving.running}
      closing={moving.running ? 'Stop' : 'Cancel'}
      onSubmit={() => void move()}
      onClose={close}
    >
      {moving.failed.length > 0 && !moving.running && <Failures failed={moving.failed} />}
      {accounts.length > 1 && <Names accounts={accounts} />}
      <FormField
        label="Destination"
        description="Policies that are attached to the destination, and to the units above it, bind the accounts at once."
      >
        <UnitSelect
          value={target}
          onChange={setTarget}
          disabled={parent && others.length === 0 ? { id: parent, reason: 'They are there already.' } : undefined}
        />
      </FormField>
      {moving.running && accounts.length > 1 && (
        <ProgressBar label="Moving" value={(moving.done / accounts.length) * 100} additionalInfo={`${moving.done} of ${accounts.length}`} />
      )}
    </FormDialog>
  )
}

/** What is in the destination already counts as moved. */
async function moveAll(
  accounts: readonly Account[],
  target: string,
  { stopped, tell }: { stopped: { readonly current: boolean }; tell: (moving: Moving) => void },
): Promise<{ failed: Failed[]; left: Account[] }> {
  const failed: Failed[] = []
  for (const [done, account] of accounts.entries()) {
    if (stopped.current) break
    tell({ done, failed, running: true })
    if (account.parentId === target) continue
    await organizations
      .call('MoveAccount', { AccountId: account.id, SourceParentId: account.parentId, DestinationParentId: target })
      .catch((error: Error) => failed.push({ account, message: error.message }))
  }
  return { failed, left: failed.map(({ account }) => account) }
}

const shown = 8

function Names({ accounts }: { accounts: readonly Account[] }) {
  return (
    <Box color="text-body-secondary">
      {accounts
        .slice(0, shown)
        .map(({ name }) => name)
        .join(', ')}
      {accounts.length > shown && ` and ${accounts.length - shown} more`}
    </Box>
  )
}

function Failures({ failed }: { failed: readonly Failed[] }) {
  return (
    <Alert type="error" header={`${countOf(failed.length, 'account')} could not be moved`}>
      <ul className="plain-list">
        {failed.slice(0, shown).map(({ account, message }) => (
          <li key={account.id}>
            {account.name}: {message}
          </li>
        ))}
      </ul>
    </Alert>
  )
}
