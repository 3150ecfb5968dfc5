import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'

/** Shown when a page itself breaks. */
export function ErrorPage({ error }: { error: unknown }) {
  return (
    <Box padding="xxl">
      <Alert type="error" header="This page cannot be shown" action={<Button onClick={() => location.reload()}>Reload</Button>}>
        {error instanceof Error ? error.message : String(error)}
      </Alert>
    </Box>
  )
}

export function NotFoundPage() {
  return (
    <Box padding="xxl">
      <Alert type="warning" header="There is no such page" action={<Button href="/start">Access portal</Button>}>
        The address may be mistyped, or the page may have moved.
      </Alert>
    </Box>
  )
}
