import Alert from '@cloudscape-design/components/alert'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import EditTags from './edit-tags.tsx'
import { FormDialog } from './form-dialog.tsx'
import { countOf, idOf, nameOf, type Picked } from './picked.ts'
import { problemOf, type Tag } from './tag-changes.ts'
import { TagFields } from './tag-fields.tsx'
import { tagResource } from './use-tags.ts'

interface TagDialogOptions {
  readonly picked: readonly Picked[]
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

/** Tags of one account or unit; of several accounts, tags to add to each. */
export function TagDialog({ picked, onClose, onDone }: TagDialogOptions) {
  const [first] = picked
  if (!first) return null
  if (picked.length > 1) return <AddTags picked={picked} onClose={onClose} onDone={onDone} />
  return <EditTags id={idOf(first)} name={nameOf(first)} onClose={onClose} onDone={onDone} />
}

function AddTags({ picked, onClose, onDone }: TagDialogOptions) {
  const [tags, setTags] = useState<readonly Tag[]>([{ key: '', value: '' }])
  const [failed, setFailed] = useState<readonly string[]>([])
  const add = useMutation({
    mutationFn: async () => {
      const failures: string[] = []
      for (const one of picked) {
        await tagResource(idOf(one), tags).catch((error: Error) => failures.push(`${nameOf(one)}: ${error.message}`))
      }
      setFailed(failures)
      return failures
    },
    onSuccess: (failures) => {
      if (failures.length === 0) onDone(`${countOf(picked.length, 'account')} tagged.`)
    },
  })
  return (
    <FormDialog
      title={`Add tags to ${countOf(picked.length, 'account')}`}
      action="Add tags"
      size="medium"
      disabled={tags.length === 0 || problemOf(tags) !== undefined}
      pending={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      {failed.length > 0 && (
        <Alert type="error" header={`${countOf(failed.length, 'account')} could not be tagged`}>
          <ul className="plain-list">
            {failed.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Alert>
      )}
      <p className="no-margin">A tag that an account has already gets the value given here. Other tags stay.</p>
      <TagFields tags={tags} onChange={setTags} />
    </FormDialog>
  )
}
