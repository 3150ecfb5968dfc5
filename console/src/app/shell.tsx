import AppLayoutToolbar, { type AppLayoutToolbarProps } from '@cloudscape-design/components/app-layout-toolbar'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import HelpPanel from '@cloudscape-design/components/help-panel'
import LiveRegion from '@cloudscape-design/components/live-region'
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { activePage, sections } from './pages.ts'

export interface ConsolePageOptions {
  /** The last breadcrumb and the document's title. */
  readonly title: string
  readonly breadcrumbs?: readonly { text: string; href: string }[]
  readonly help?: { header: string; content: ReactNode }
  readonly contentType?: AppLayoutToolbarProps.ContentType
  readonly splitPanel?: ReactNode
  readonly splitPanelOpen?: boolean
  readonly onSplitPanelToggle?: (open: boolean) => void
  readonly navigationHidden?: boolean
  readonly children: ReactNode
}

const navigationItems: SideNavigationProps.Item[] = sections.map(({ text, items }) => ({
  type: 'section',
  text,
  items: items.map((item) => ({ type: 'link', ...item })),
}))

/** The frame of a console page: navigation, breadcrumbs, help. What an action did is said where it was done. */
export function ConsolePage(options: ConsolePageOptions) {
  const { title, breadcrumbs = [], help, children } = options
  const { pathname } = useLocation()
  const wide = useWide()
  const [navigationOpen, setNavigationOpen] = useState<boolean>()
  const [toolsOpen, setToolsOpen] = useState(false)
  useEffect(() => {
    document.title = `${title} | Account Factory`
  }, [title])
  const trail = [{ text: 'Account Factory', href: '/console' }, ...breadcrumbs, { text: title, href: pathname }]
  return (
    <AppLayoutToolbar
      headerSelector="#top-navigation"
      contentType={options.contentType ?? 'default'}
      navigation={
        <SideNavigation header={{ text: 'Account Factory', href: '/console' }} activeHref={activePage(pathname)} items={navigationItems} />
      }
      navigationOpen={navigationOpen ?? (wide && !options.navigationHidden)}
      onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
      breadcrumbs={
        pathname === '/console' || pathname === '/console/' ? undefined : <BreadcrumbGroup items={trail} ariaLabel="Breadcrumbs" />
      }
      toolsHide={!help}
      tools={help && <HelpPanel header={<h2>{help.header}</h2>}>{help.content}</HelpPanel>}
      toolsOpen={toolsOpen}
      onToolsChange={({ detail }) => setToolsOpen(detail.open)}
      splitPanel={options.splitPanel}
      splitPanelOpen={options.splitPanelOpen ?? false}
      onSplitPanelToggle={({ detail }) => options.onSplitPanelToggle?.(detail.open)}
      content={
        <>
          <LiveRegion hidden>{title}</LiveRegion>
          {children}
        </>
      }
      ariaLabels={{
        navigation: 'Pages',
        navigationClose: 'Close pages',
        navigationToggle: 'Open pages',
        tools: 'Help',
        toolsClose: 'Close help',
        toolsToggle: 'Open help',
      }}
    />
  )
}

const wideQuery = matchMedia('(min-width: 1100px)')

function useWide(): boolean {
  const [wide, setWide] = useState(wideQuery.matches)
  useEffect(() => {
    const update = (): void => setWide(wideQuery.matches)
    wideQuery.addEventListener('change', update)
    return () => wideQuery.removeEventListener('change', update)
  }, [])
  return wide
}
