import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { serviceCatalog } from '../../lib/aws.ts'
import { randomToken } from '../../lib/random-token.ts'
import type { Request } from '../../lib/types.ts'

interface TerminateOptions {
  readonly request: Request
  readonly onClose: () => void
  readonly onTerminated: () => void
}

/** Says what terminating does and asks for the name. The token stays the same while the dialog is open: twice clicked is once done. */
export function TerminateDialog({ request, onClose, onTerminated }: TerminateOptions) {
  const { provisionedProductId, provisionedProductName, accountId } = request
  const [typed, setTyped] = useState('')
  const token = useRef(randomToken())
  const terminate = useMutation({
    mutationFn: () =>
      serviceCatalog.call('TerminateProvisionedProduct', {
        ProvisionedProductId: provisionedProductId,
        TerminateToken: token.current,
      }),
    onSuccess: () => {
      onTerminated()
      onClose()
    },
  })
  const sure = typed.trim() === provisionedProductName
  return (
    <Modal
      visible
      header={`Terminate ${provisionedProductName}?`}
      onDismiss={onClose}
      closeAriaLabel="Close"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Keep it
            </Button>
            <Button variant="primary" disabled={!sure} loading={terminate.isPending} onClick={() => terminate.mutate()}>
              Terminate
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (sure && !terminate.isPending) terminate.mutate()
        }}
      >
        <SpaceBetween size="m">
          {terminate.isError && (
            <Alert type="error" header="It was not terminated">
              {terminate.error.message}
            </Alert>
          )}
          <Box>
            {accountId
              ? `Account ${accountId} is no longer governed and moves to the root of the organization. It is not closed, and people keep their access.`
              : 'There is no account behind it. Its name becomes free.'}
          </Box>
          <FormField label={`Type ${provisionedProductName} to confirm`}>
            <Input
              value={typed}
              placeholder={provisionedProductName}
              spellcheck={false}
              autoComplete={false}
              autoFocus
              onChange={({ detail }) => setTyped(detail.value)}
            />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  )
}
