import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirm } from '../../components/confirm.tsx'
import { organizations } from '../../lib/aws.ts'
import type { Unit } from '../../lib/types.ts'
import { FormDialog } from './form-dialog.tsx'

interface DialogOptions {
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

export function CreateUnit({ parent, onClose, onDone }: DialogOptions & { readonly parent: Unit }) {
  const create = useMutation({
    mutationFn: (name: string) => organizations.call('CreateOrganizationalUnit', { ParentId: parent.id, Name: name }),
    onSuccess: (_, name) => onDone(`${name} was created in ${parent.name}.`),
  })
  const title = parent.parentId === null ? 'Create an organizational unit' : `Create an organizational unit in ${parent.name}`
  return <NameDialog title={title} action="Create" name="" mutation={create} onClose={onClose} />
}

export function RenameUnit({ unit, onClose, onDone }: DialogOptions & { readonly unit: Unit }) {
  const rename = useMutation({
    mutationFn: (name: string) => organizations.call('UpdateOrganizationalUnit', { OrganizationalUnitId: unit.id, Name: name }),
    onSuccess: (_, name) => onDone(`${unit.name} is ${name} now.`),
  })
  return <NameDialog title={`Rename ${unit.name}`} action="Rename" name={unit.name} mutation={rename} onClose={onClose} />
}

export function DeleteUnit({ unit, onClose, onDone }: DialogOptions & { readonly unit: Unit }) {
  const remove = useMutation({
    mutationFn: () => organizations.call('DeleteOrganizationalUnit', { OrganizationalUnitId: unit.id }),
    onSuccess: () => onDone(`${unit.name} was deleted.`),
  })
  return (
    <Confirm title={`Delete ${unit.name}?`} action="Delete" mutation={remove} onClose={onClose}>
      Only an empty unit can be deleted: move its accounts away and delete the units in it before. Policies are detached from it, not
      deleted.
    </Confirm>
  )
}

interface NameDialogOptions {
  readonly title: string
  readonly action: string
  readonly name: string
  readonly mutation: { mutate: (name: string) => void; isPending: boolean; error: Error | null }
  readonly onClose: () => void
}

function NameDialog({ title, action, name, mutation, onClose }: NameDialogOptions) {
  const [typed, setTyped] = useState(name)
  const wanted = typed.trim()
  return (
    <FormDialog
      title={title}
      action={action}
      disabled={wanted === '' || wanted === name || wanted.length > 128}
      pending={mutation.isPending}
      error={mutation.error}
      onSubmit={() => mutation.mutate(wanted)}
      onClose={onClose}
    >
      <FormField label="Name" constraintText="Up to 128 characters; unique within its parent.">
        <Input value={typed} autoFocus autoComplete={false} onChange={({ detail }) => setTyped(detail.value)} />
      </FormField>
    </FormDialog>
  )
}
