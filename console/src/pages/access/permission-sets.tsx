import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { Titled } from '../../components/titled.tsx'
import { PermissionSetDialog } from './permission-set-dialog.tsx'
import { type PermissionSetName, permissionSetHref, useInstance, usePermissionSets } from './permission-sets.ts'
import { assignHref } from './preselected.ts'

/** What people can be in an account. */
export default function PermissionSets() {
  const instance = useInstance()
  const sets = usePermissionSets(instance.data ?? undefined)
  const navigate = useNavigate()
  const [creating, setCreating] = useState(false)
  const error = instance.error ?? sets.error
  return (
    <ConsolePage title="Permission sets" contentType="table" breadcrumbs={[{ text: 'Access', href: '/console/access/users' }]}>
      {error ? (
        <Titled title="Permission sets">
          <LoadFailure error={error} onRetry={() => void sets.refetch()} />
        </Titled>
      ) : (
        <Table<PermissionSetName>
          variant="full-page"
          stickyHeader
          enableKeyboardNavigation
          items={sets.data ?? []}
          loading={sets.isPending && instance.data !== null}
          loadingText="Loading permission sets"
          trackBy="arn"
          wrapLines
          ariaLabels={{ tableLabel: 'Permission sets' }}
          columnDefinitions={[
            {
              id: 'name',
              header: 'Name',
              isRowHeader: true,
              minWidth: 160,
              cell: ({ arn, name }) => <Link href={permissionSetHref(arn)}>{name}</Link>,
            },
            { id: 'description', header: 'Description', minWidth: 160, cell: ({ description }) => description || '–' },
          ]}
          header={
            <Header
              variant="awsui-h1-sticky"
              counter={sets.data ? `(${sets.data.length})` : ''}
              description="What people may do in an account that they are let into with one."
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button disabled={!instance.data} href={assignHref({})}>
                    Assign access
                  </Button>
                  <Button disabled={!instance.data} onClick={() => setCreating(true)}>
                    Create permission set
                  </Button>
                </SpaceBetween>
              }
            >
              Permission sets
            </Header>
          }
          empty={
            <Empty title={instance.data === null ? 'No IAM Identity Center' : 'No permission sets'}>
              {instance.data === null ? 'The account of this role owns no instance.' : undefined}
            </Empty>
          }
        />
      )}
      {creating && instance.data && (
        <PermissionSetDialog
          instanceArn={instance.data}
          onClose={() => setCreating(false)}
          onDone={(arn) => void navigate({ href: permissionSetHref(arn) })}
        />
      )}
    </ConsolePage>
  )
}
