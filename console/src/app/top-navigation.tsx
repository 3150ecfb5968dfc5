import TopNavigationBar, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import type { ReactNode } from 'react'
import { type Density, type Theme, useDensity, useTheme } from './preferences.ts'
import { signOut } from './session.ts'

interface TopNavigationOptions {
  readonly home: string
  readonly personName: string | undefined
  readonly description?: string | undefined
  /** Menus of the page, left of the person's. */
  readonly utilities?: readonly TopNavigationProps.Utility[]
  readonly personItems?: readonly { id: string; text: string; href?: string }[]
  readonly onPersonItem?: (id: string) => void
  readonly search?: ReactNode
}

/** The dark bar on top of every page: mark, the page's menus, appearance, person. */
export function TopNavigation({
  home,
  personName,
  description,
  utilities = [],
  personItems = [],
  onPersonItem,
  search,
}: TopNavigationOptions) {
  const [theme, setTheme] = useTheme()
  const [density, setDensity] = useDensity()
  const appearance: TopNavigationProps.MenuDropdownUtility = {
    type: 'menu-dropdown',
    iconName: 'settings',
    ariaLabel: 'Appearance',
    title: 'Appearance',
    items: [
      { text: 'Theme', items: (['system', 'light', 'dark'] as Theme[]).map((id) => check(`theme:${id}`, themeNames[id], theme === id)) },
      {
        text: 'Density',
        items: (['comfortable', 'compact'] as Density[]).map((id) => check(`density:${id}`, densityNames[id], density === id)),
      },
    ],
    onItemClick: ({ detail }) => {
      const [what, value] = detail.id.split(':')
      if (what === 'theme') setTheme(value as Theme)
      else setDensity(value as Density)
    },
  }
  const person: TopNavigationProps.MenuDropdownUtility = {
    type: 'menu-dropdown',
    text: personName ?? '',
    description: description ?? '',
    iconName: 'user-profile',
    // In the console, who one is stays in sight; the search gives way first.
    disableTextCollapse: search !== undefined,
    items: [...personItems, { id: 'security', text: 'Security', href: '/start/security' }, { id: 'sign-out', text: 'Sign out' }],
    onItemClick: ({ detail }) => (detail.id === 'sign-out' ? void signOut() : onPersonItem?.(detail.id)),
  }
  return (
    <div id="top-navigation">
      <TopNavigationBar
        identity={{ href: home, title: 'Account Factory', logo: { src: '/logo.svg', alt: 'Home' } }}
        search={search}
        utilities={[...utilities, appearance, ...(personName === undefined ? [] : [person])]}
        i18nStrings={{
          searchIconAriaLabel: 'Search',
          searchDismissIconAriaLabel: 'Close search',
          overflowMenuTriggerText: 'More',
          overflowMenuTitleText: 'All',
          overflowMenuBackIconAriaLabel: 'Back',
          overflowMenuDismissIconAriaLabel: 'Close menu',
        }}
      />
    </div>
  )
}

const themeNames: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }
const densityNames: Record<Density, string> = { comfortable: 'Comfortable', compact: 'Compact' }

function check(id: string, text: string, checked: boolean) {
  return { id, text, itemType: 'checkbox' as const, checked }
}
