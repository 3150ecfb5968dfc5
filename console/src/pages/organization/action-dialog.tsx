import type { Action } from './account-actions.tsx'
import { CloseAccount } from './close-account.tsx'
import { MoveAccounts } from './move-accounts.tsx'
import { accountsOf, type Picked, unitsOf } from './picked.ts'
import { TagDialog } from './tag-dialog.tsx'
import { CreateUnit, DeleteUnit, RenameUnit } from './unit-dialogs.tsx'
import { useRefresh } from './use-organization.ts'

interface ActionDialogOptions {
  readonly action: Action
  readonly picked: readonly Picked[]
  readonly onClose: () => void
  /** Called when the pages show it. */
  readonly onDone: (said: string) => void
}

/** The dialog of an action. */
export default function ActionDialog({ action, picked, onClose, onDone }: ActionDialogOptions) {
  const refresh = useRefresh()
  const done = (said: string): void => void refresh().then(() => onDone(said))
  const accounts = accountsOf(picked)
  const [account] = accounts
  const [unit] = unitsOf(picked)
  if (action === 'move') return <MoveAccounts accounts={accounts} onClose={onClose} onDone={done} onMoved={() => void refresh()} />
  if (action === 'close') return account && <CloseAccount account={account} onClose={onClose} onDone={done} />
  if (action === 'tags') return <TagDialog picked={picked} onClose={onClose} onDone={done} />
  if (!unit) return null
  if (action === 'create') return <CreateUnit parent={unit} onClose={onClose} onDone={done} />
  if (action === 'rename') return <RenameUnit unit={unit} onClose={onClose} onDone={done} />
  return <DeleteUnit unit={unit} onClose={onClose} onDone={done} />
}
