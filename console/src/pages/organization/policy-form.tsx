import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../../lib/api.ts'
import { LeaveGuard } from '../catalog/leave-guard.tsx'
import { PolicyEditor } from './policy-editor.tsx'
import type { PolicyTypeFacts } from './policy-types.ts'
import { readJson } from './read-json.ts'

export interface PolicyDraft {
  readonly name: string
  readonly description: string
  readonly content: string
}

interface PolicyFormOptions {
  readonly facts: PolicyTypeFacts
  readonly initial: PolicyDraft
  /** What the button says. */
  readonly action: string
  readonly save: (draft: PolicyDraft) => Promise<unknown>
  readonly onCancel: () => void
}

/** Name, description and content of a policy. The server checks the content when it is saved, and what it says stands at the editor until the text changes. */
export function PolicyForm({ facts, initial, action, save, onCancel }: PolicyFormOptions) {
  const [draft, setDraft] = useState(initial)
  const [tried, setTried] = useState(false)
  const saving = useMutation({ mutationFn: () => save(draft) })
  const change = (changed: Partial<PolicyDraft>): void => {
    setDraft({ ...draft, ...changed })
    if (changed.content !== undefined) saving.reset()
  }
  const nameless = draft.name.trim() === ''
  const onContent = saving.error instanceof ApiError && saving.error.code.startsWith('MalformedPolicyDocument')
  const tooLong = draft.content.length > facts.maxCharacters
  const submit = (): void => {
    setTried(true)
    if (!nameless && !tooLong && !readJson(draft.content).problem) saving.mutate()
  }
  const dirty = draft.name !== initial.name || draft.description !== initial.description || draft.content !== initial.content
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <LeaveGuard dirty={dirty} undone="Nothing was saved." />
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">Policy</Header>}>
          <SpaceBetween size="m">
            <FormField label="Name" errorText={tried && nameless ? 'A policy needs a name.' : undefined}>
              <Input value={draft.name} onChange={({ detail }) => change({ name: detail.value.slice(0, 128) })} />
            </FormField>
            <FormField
              label={
                <>
                  Description <i>- optional</i>
                </>
              }
            >
              <Input value={draft.description} onChange={({ detail }) => change({ description: detail.value.slice(0, 512) })} />
            </FormField>
          </SpaceBetween>
        </Container>
        <Container
          header={
            <Header
              variant="h2"
              actions={
                <Button
                  formAction="none"
                  disabled={readJson(draft.content).problem !== undefined}
                  onClick={() => change({ content: JSON.stringify(JSON.parse(draft.content), null, 2) })}
                >
                  Format
                </Button>
              }
            >
              Content
            </Header>
          }
        >
          <PolicyEditor
            value={draft.content}
            onChange={(content) => change({ content })}
            maxCharacters={facts.maxCharacters}
            complaint={onContent ? saving.error?.message : undefined}
          />
        </Container>
        {saving.isError && !onContent && <Alert type="error">{saving.error.message}</Alert>}
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" formAction="none" loading={saving.isPending} onClick={submit}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </form>
  )
}
