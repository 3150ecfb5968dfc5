import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { organizations } from '../../lib/aws.ts'
import { FormDialog } from './form-dialog.tsx'
import { changesOf, problemOf, type Tag } from './tag-changes.ts'
import { TagFields } from './tag-fields.tsx'
import { tagResource, useTags } from './use-tags.ts'

interface EditTagsOptions {
  readonly id: string
  readonly name: string
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

/** The tags of one resource; what was taken away or changed is told apart when they are saved. */
export default function EditTags({ id, name, onClose, onDone }: EditTagsOptions) {
  const tags = useTags(id)
  const [edited, setEdited] = useState<readonly Tag[]>()
  const current = edited ?? tags.data ?? []
  const { set, removed } = changesOf(tags.data ?? [], current)
  const save = useMutation({
    mutationFn: async () => {
      // First the new ones: what a policy asks for is never missing.
      if (set.length > 0) await tagResource(id, set)
      if (removed.length > 0) await organizations.call('UntagResource', { ResourceId: id, TagKeys: removed })
    },
    onSuccess: () => onDone(`The tags of ${name} are saved.`),
  })
  const problem = problemOf(current)
  return (
    <FormDialog
      title={`Tags of ${name}`}
      action="Save"
      size="medium"
      disabled={problem !== undefined || (set.length === 0 && removed.length === 0)}
      pending={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      {tags.isError ? (
        <LoadFailure error={tags.error} onRetry={() => void tags.refetch()} />
      ) : tags.data ? (
        <TagFields tags={current} onChange={setEdited} />
      ) : (
        <RowSkeletons rows={2} />
      )}
    </FormDialog>
  )
}
