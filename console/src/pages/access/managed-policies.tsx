import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirm } from '../../components/confirm.tsx'
import { Empty } from '../../components/empty.tsx'
import { ssoAdmin } from '../../lib/aws.ts'
import { FormDialog } from '../organization/form-dialog.tsx'
import { readAll } from '../organization/read-all.ts'
import { type PermissionSetKey, useChanged } from './permission-sets.ts'
import { PolicyField, policyOf } from './policy-field.tsx'

interface Attached {
  readonly name: string
  /** Undefined for a policy of the customer's own, which each account has to have. */
  readonly arn: string | undefined
  readonly path: string
}

/** AWS's managed policies of a permission set, and those of the customer's own that it names. */
export function ManagedPolicies({ permissionSet }: { permissionSet: PermissionSetKey }) {
  const attached = useQuery({
    queryKey: ['permission-set', permissionSet.PermissionSetArn, 'policies'],
    queryFn: () => readAttached(permissionSet),
  })
  const [attaching, setAttaching] = useState(false)
  const [detaching, setDetaching] = useState<Attached>()
  return (
    <>
      <Table<Attached>
        header={
          <Header
            variant="h2"
            counter={attached.data ? `(${attached.data.length})` : ''}
            actions={<Button onClick={() => setAttaching(true)}>Attach a policy</Button>}
          >
            Policies
          </Header>
        }
        items={attached.data ?? []}
        loading={attached.isPending}
        loadingText="Loading policies"
        trackBy={({ arn, name }) => arn ?? name}
        wrapLines
        ariaLabels={{ tableLabel: 'Policies' }}
        columnDefinitions={[
          { id: 'name', header: 'Policy', isRowHeader: true, minWidth: 140, cell: ({ name }) => name },
          { id: 'kind', header: 'Whose', minWidth: 90, cell: ({ arn, path }) => (arn ? 'AWS' : `Each account’s own, at ${path}`) },
          {
            id: 'action',
            header: 'Action',
            minWidth: 90,
            cell: (policy) => (
              <Button variant="inline-link" ariaLabel={`Detach ${policy.name}`} onClick={() => setDetaching(policy)}>
                Detach
              </Button>
            ),
          },
        ]}
        empty={
          <Empty title={attached.isError ? 'Policies could not be read' : 'No policies'}>
            {attached.error?.message ?? 'Without policies the permission set lets people in, and lets them do nothing.'}
          </Empty>
        }
      />
      {attaching && <Attach permissionSet={permissionSet} onClose={() => setAttaching(false)} />}
      {detaching && <Detach permissionSet={permissionSet} policy={detaching} onClose={() => setDetaching(undefined)} />}
    </>
  )
}

async function readAttached(key: PermissionSetKey): Promise<Attached[]> {
  const [aws, own] = await Promise.all([
    readAll(
      (token) => ssoAdmin.call('ListManagedPoliciesInPermissionSet', { ...key, ...token }),
      ({ AttachedManagedPolicies }) => AttachedManagedPolicies,
    ),
    readAll(
      (token) => ssoAdmin.call('ListCustomerManagedPolicyReferencesInPermissionSet', { ...key, ...token }),
      ({ CustomerManagedPolicyReferences }) => CustomerManagedPolicyReferences,
    ),
  ])
  return [
    ...aws.map(({ Name = '', Arn }) => ({ name: Name, arn: Arn, path: '/' })),
    ...own.map(({ Name, Path = '/' }) => ({ name: Name, arn: undefined, path: Path })),
  ]
}

interface DialogOptions {
  readonly permissionSet: PermissionSetKey
  readonly onClose: () => void
}

/** An ARN of AWS's, or the name of a policy that each account has of its own. */
function Attach({ permissionSet, onClose }: DialogOptions) {
  const changed = useChanged()
  const [text, setText] = useState('')
  const attach = useMutation({
    mutationFn: async () => {
      const { ManagedPolicyArn, CustomerManagedPolicyReference } = policyOf(text)
      if (ManagedPolicyArn) await ssoAdmin.call('AttachManagedPolicyToPermissionSet', { ...permissionSet, ManagedPolicyArn })
      else if (CustomerManagedPolicyReference) {
        const reference = { ...permissionSet, CustomerManagedPolicyReference }
        await ssoAdmin.call('AttachCustomerManagedPolicyReferenceToPermissionSet', reference)
      }
    },
    onSuccess: () => changed().then(onClose),
  })
  return (
    <FormDialog
      title="Attach a policy"
      action="Attach"
      disabled={text.trim() === ''}
      pending={attach.isPending}
      error={attach.error}
      onSubmit={() => attach.mutate()}
      onClose={onClose}
    >
      <PolicyField text={text} onChange={setText} />
    </FormDialog>
  )
}

function Detach({ permissionSet, policy, onClose }: DialogOptions & { policy: Attached }) {
  const changed = useChanged()
  const detach = useMutation({
    mutationFn: async () => {
      if (policy.arn) await ssoAdmin.call('DetachManagedPolicyFromPermissionSet', { ...permissionSet, ManagedPolicyArn: policy.arn })
      else {
        const CustomerManagedPolicyReference = { Name: policy.name, Path: policy.path }
        await ssoAdmin.call('DetachCustomerManagedPolicyReferenceFromPermissionSet', { ...permissionSet, CustomerManagedPolicyReference })
      }
    },
    onSuccess: () => changed().then(onClose),
  })
  return (
    <Confirm title={`Detach ${policy.name}?`} action="Detach" mutation={detach} onClose={onClose}>
      People lose what it allows when the permission set is provisioned again.
    </Confirm>
  )
}
