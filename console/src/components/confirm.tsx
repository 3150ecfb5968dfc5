import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { UseMutationResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'

interface ConfirmOptions {
  readonly title: string
  /** What the button says that does it. */
  readonly action: string
  readonly mutation: Pick<UseMutationResult<unknown, Error, void>, 'mutate' | 'isPending' | 'error'>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Asks before something is done that cannot be taken back by itself. */
export function Confirm({ title, action, mutation, onClose, children }: ConfirmOptions) {
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      closeAriaLabel="Close"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={mutation.isPending} onClick={() => mutation.mutate()}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {mutation.error && <Alert type="error">{mutation.error.message}</Alert>}
        <Box>{children}</Box>
      </SpaceBetween>
    </Modal>
  )
}
