import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal, { type ModalProps } from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'

interface FormDialogOptions {
  readonly title: string
  /** What the button says that does it. */
  readonly action: string
  readonly disabled?: boolean
  readonly pending: boolean
  readonly error?: Error | null
  readonly size?: ModalProps.Size
  /** What the other button says. */
  readonly closing?: string
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog with fields; Enter in one of them does it. */
export function FormDialog(options: FormDialogOptions) {
  const { title, action, disabled = false, pending, error, size, closing = 'Cancel', onSubmit, onClose, children } = options
  return (
    <Modal
      visible
      header={title}
      {...(size && { size })}
      onDismiss={onClose}
      closeAriaLabel="Close"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {closing}
            </Button>
            <Button variant="primary" disabled={disabled} loading={pending} onClick={onSubmit}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!disabled && !pending) onSubmit()
        }}
      >
        <SpaceBetween size="m">
          {error && <Alert type="error">{error.message}</Alert>}
          {children}
        </SpaceBetween>
      </form>
    </Modal>
  )
}
