import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useEffect } from 'react'

/** Shown when a page itself breaks, or its script is gone because a newer one was installed meanwhile. */
export function ErrorPage({ error }: { error: unknown }) {
  const missing = error instanceof TypeError && /import|module/i.test(error.message)
  return (
    <Page title="This page cannot be shown">
      <Alert type="error" action={<Button onClick={() => location.reload()}>Reload</Button>}>
        {missing
          ? 'A part of it could not be loaded. There may be a newer version.'
          : error instanceof Error
            ? error.message
            : String(error)}
      </Alert>
    </Page>
  )
}

export function NotFoundPage() {
  return (
    <Page title="There is no such page">
      <Alert type="warning" action={<Button href="/start">Access portal</Button>}>
        The address may be mistyped, or the page may have moved.
      </Alert>
    </Page>
  )
}

function Page({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} | Account Factory`
  }, [title])
  return (
    <main className="portal">
      <SpaceBetween size="l">
        <Header variant="h1">{title}</Header>
        {children}
      </SpaceBetween>
    </main>
  )
}
