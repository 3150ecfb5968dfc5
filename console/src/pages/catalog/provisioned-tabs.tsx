import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Tabs from '@cloudscape-design/components/tabs'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import type { Request } from '../../lib/types.ts'

// Tables are heavy: this one is loaded when its tab is opened.
const History = lazy(() => import('./record-history.tsx'))

/** What came out of it, and everything that was ever asked of it. */
export function ProvisionedTabs({ request, provisionedProductId }: { request: Request; provisionedProductId: string }) {
  const { tab } = useSearch({ strict: false })
  const navigate = useNavigate()
  return (
    <Tabs
      ariaLabel="Outputs and history"
      activeTabId={tab === 'history' ? tab : 'outputs'}
      onChange={({ detail }) => void navigate({ to: '.', search: (old: object) => ({ ...old, tab: detail.activeTabId }), replace: true })}
      tabs={[
        { id: 'outputs', label: `Outputs (${request.outputs.length})`, content: <Outputs request={request} /> },
        {
          id: 'history',
          label: 'History',
          content: (
            <Suspense fallback={<RowSkeletons rows={3} />}>
              <History provisionedProductId={provisionedProductId} shown={request.recordId} />
            </Suspense>
          ),
        },
      ]}
    />
  )
}

function Outputs({ request: { outputs, phase } }: { request: Request }) {
  const underWay = phase === 'QUEUED' || phase === 'RUNNING'
  return (
    <Container header={<Header variant="h2">Outputs</Header>}>
      {outputs.length === 0 ? (
        <Empty title={underWay ? 'No outputs yet' : 'No outputs'}>They are there when a launch has succeeded.</Empty>
      ) : (
        <KeyValuePairs
          columns={2}
          minColumnWidth={260}
          items={outputs.map(({ key, value, description }) => ({
            label: key,
            value: (
              <>
                <CopyId value={value} what={key} wraps />
                <Box variant="small" color="text-body-secondary" display="block">
                  {description}
                </Box>
              </>
            ),
          }))}
        />
      )}
    </Container>
  )
}
