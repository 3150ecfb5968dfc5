import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useBlocker } from '@tanstack/react-router'

/** Asks before a form that holds something is left; closing the tab lets the browser ask. */
export function LeaveGuard({ dirty, undone = 'Nothing was launched.' }: { dirty: boolean; undone?: string }) {
  const blocker = useBlocker({
    // The same page with another search is not left.
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: dirty,
    withResolver: true,
  })
  return (
    <Modal
      visible={blocker.status === 'blocked'}
      header="Leave the form?"
      closeAriaLabel="Close"
      onDismiss={() => blocker.reset?.()}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => blocker.reset?.()}>
              Stay
            </Button>
            <Button variant="primary" onClick={() => blocker.proceed?.()}>
              Leave
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      What you entered is lost. {undone}
    </Modal>
  )
}
