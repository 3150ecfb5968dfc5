import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ssoAdmin } from '../../lib/aws.ts'
import { LeaveGuard } from '../catalog/leave-guard.tsx'
import { PolicyEditor } from '../organization/policy-editor.tsx'
import { readJson } from '../organization/read-json.ts'
import { type PermissionSetKey, useChanged } from './permission-sets.ts'

const mostCharacters = 32_768

/** The policy that is written into a permission set; an empty text takes it away. */
export function InlinePolicy({ permissionSet }: { permissionSet: PermissionSetKey }) {
  const changed = useChanged()
  const saved = useQuery({
    queryKey: ['permission-set', permissionSet.PermissionSetArn, 'inline'],
    queryFn: async () => indented((await ssoAdmin.call('GetInlinePolicyForPermissionSet', permissionSet)).InlinePolicy ?? ''),
  })
  const [draft, setDraft] = useState<string>()
  const text = draft ?? saved.data ?? ''
  const dirty = draft !== undefined && draft !== saved.data
  const save = useMutation({
    mutationFn: async () => {
      if (text.trim() === '') await ssoAdmin.call('DeleteInlinePolicyFromPermissionSet', permissionSet)
      else await ssoAdmin.call('PutInlinePolicyToPermissionSet', { ...permissionSet, InlinePolicy: text })
    },
    onSuccess: () => changed().then(() => setDraft(undefined)),
  })
  const isWrong = text.trim() !== '' && (readJson(text).problem !== undefined || text.length > mostCharacters)
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Beside the policies above; an empty text takes it away."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {dirty && <Button onClick={() => setDraft(undefined)}>Undo</Button>}
              <Button disabled={!dirty || isWrong} loading={save.isPending} onClick={() => save.mutate()}>
                Save
              </Button>
            </SpaceBetween>
          }
        >
          Inline policy
        </Header>
      }
    >
      <LeaveGuard dirty={dirty} undone="Nothing was saved." />
      <SpaceBetween size="m">
        {saved.isError && <Alert type="error">{saved.error.message}</Alert>}
        <PolicyEditor
          value={text}
          maxCharacters={mostCharacters}
          complaint={save.error?.message}
          whenEmpty="No inline policy"
          onChange={(value) => {
            setDraft(value)
            save.reset()
          }}
        />
      </SpaceBetween>
    </Container>
  )
}

/** As one reads it; what is no JSON as it is. */
function indented(text: string): string {
  try {
    return text && JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
