import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { lazy, Suspense, useState } from 'react'
import { Empty } from '../../components/empty.tsx'
import { useTags } from './use-tags.ts'

const EditTags = lazy(() => import('./edit-tags.tsx'))

/** The tags of an account, a unit or a policy, and the dialog that changes them. */
export function Tags({ id, name }: { id: string; name: string }) {
  const tags = useTags(id)
  const [editing, setEditing] = useState(false)
  return (
    <>
      <Table
        header={
          <Header
            variant="h2"
            counter={tags.data ? `(${tags.data.length})` : ''}
            actions={
              <Button disabled={!tags.data} onClick={() => setEditing(true)}>
                Edit tags
              </Button>
            }
          >
            Tags
          </Header>
        }
        items={tags.data ?? []}
        loading={tags.isPending}
        loadingText="Loading tags"
        trackBy="key"
        wrapLines
        ariaLabels={{ tableLabel: 'Tags' }}
        columnDefinitions={[
          { id: 'key', header: 'Key', isRowHeader: true, cell: ({ key }) => key },
          { id: 'value', header: 'Value', cell: ({ value }) => value || '–' },
        ]}
        empty={<Empty title={tags.isError ? 'Tags could not be read' : 'No tags'}>{tags.error?.message}</Empty>}
      />
      {editing && (
        <Suspense fallback={null}>
          <EditTags
            id={id}
            name={name}
            onClose={() => setEditing(false)}
            onDone={() => void tags.refetch().then(() => setEditing(false))}
          />
        </Suspense>
      )}
    </>
  )
}
