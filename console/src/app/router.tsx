import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { ErrorPage, NotFoundPage } from './error-page.tsx'
import { queryClient } from './query-client.ts'
import { takeRoleFromLink } from './role.ts'
import { parseSearch, stringifySearch } from './search-string.ts'

/** Search parameters of a list: what is looked for, of which state, on which page. */
export interface ListSearch {
  q?: string
  status?: string
  page?: string
  /** The attribute that a list is filtered by, and how far back it goes. */
  by?: string
  since?: string
  tab?: string
  /** A record, where the provisioned product may be gone. */
  record?: string
  /** The organizational unit that the tree opens at. */
  unit?: string
  /** What a list is ordered by, `-` before it: downwards. */
  sort?: string
}

const listSearch = (search: Record<string, unknown>): ListSearch => {
  const pick = (name: keyof ListSearch): Partial<ListSearch> => (search[name] === undefined ? {} : { [name]: String(search[name]) })
  return {
    ...pick('q'),
    ...pick('status'),
    ...pick('page'),
    ...pick('by'),
    ...pick('since'),
    ...pick('tab'),
    ...pick('record'),
    ...pick('unit'),
    ...pick('sort'),
  }
}

const root = createRootRoute({ errorComponent: ErrorPage, notFoundComponent: NotFoundPage })

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/start' })
  },
})

const start = createRoute({
  getParentRoute: () => root,
  path: '/start',
  validateSearch: (search): { q?: string; tab?: string; return?: string; problem?: string } => ({
    ...(typeof search.tab === 'string' && { tab: search.tab }),
    ...(typeof search.q === 'string' && { q: search.q }),
    ...(typeof search.return === 'string' && { return: search.return }),
    ...(typeof search.problem === 'string' && { problem: search.problem }),
  }),
  component: lazyRouteComponent(() => import('../pages/portal/portal.tsx')),
})

const door = <Path extends string>(path: Path, load: () => Promise<{ default: React.ComponentType }>) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) })

const device = createRoute({
  getParentRoute: () => root,
  path: '/start/device',
  validateSearch: (search): { user_code?: string } => (typeof search.user_code === 'string' ? { user_code: search.user_code } : {}),
  component: lazyRouteComponent(() => import('../pages/portal/device.tsx')),
})

const authorize = createRoute({
  getParentRoute: () => root,
  path: '/start/authorize',
  // As the program made them: the server judges.
  validateSearch: (search): Record<string, string> =>
    Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)])),
  component: lazyRouteComponent(() => import('../pages/portal/authorize.tsx')),
})

const console = createRoute({
  getParentRoute: () => root,
  path: '/console',
  beforeLoad: ({ location }) => {
    const rest = takeRoleFromLink(location.searchStr)
    if (rest === undefined) return
    // What one role was shown is not another's.
    queryClient.clear()
    throw redirect({ href: location.pathname + rest, replace: true })
  },
  component: lazyRouteComponent(() => import('./console-frame.tsx')),
})

const page = <Path extends string>(path: Path, load: () => Promise<{ default: React.ComponentType }>) =>
  createRoute({ getParentRoute: () => console, path, validateSearch: listSearch, component: lazyRouteComponent(load) })

/** What is chosen already. */
const assign = createRoute({
  getParentRoute: () => console,
  path: '/access/assign',
  validateSearch: (search): { account?: string; principal?: string; set?: string } => ({
    ...(search.account !== undefined && { account: String(search.account) }),
    ...(typeof search.principal === 'string' && { principal: search.principal }),
    ...(typeof search.set === 'string' && { set: search.set }),
  }),
  component: lazyRouteComponent(() => import('../pages/access/assign.tsx')),
})

const routeTree = root.addChildren([
  index,
  start,
  door('/start/forgotten-password', () => import('../pages/portal/forgotten-password.tsx')),
  door('/start/reset-password', () => import('../pages/portal/reset-password.tsx')),
  door('/start/security', () => import('../pages/portal/security.tsx')),
  device,
  authorize,
  console.addChildren([
    page('/', () => import('../pages/home.tsx')),
    page('/catalog/products', () => import('../pages/catalog/products.tsx')),
    page('/catalog/products/$productId', () => import('../pages/catalog/product.tsx')),
    page('/catalog/products/$productId/launch', () => import('../pages/catalog/launch.tsx')),
    page('/catalog/provisioned', () => import('../pages/catalog/provisioned-list.tsx')),
    page('/catalog/provisioned/$provisionedProductId', () => import('../pages/catalog/provisioned.tsx')),
    page('/catalog/queue', () => import('../pages/catalog/queue.tsx')),
    page('/organization', () => import('../pages/organization/hierarchy.tsx')),
    page('/organization/accounts', () => import('../pages/organization/accounts.tsx')),
    page('/access/users', () => import('../pages/access/users.tsx')),
    page('/access/users/$userId', () => import('../pages/access/user.tsx')),
    page('/access/groups', () => import('../pages/access/groups.tsx')),
    page('/access/groups/$groupId', () => import('../pages/access/group.tsx')),
    page('/access/permission-sets', () => import('../pages/access/permission-sets.tsx')),
    page('/access/permission-sets/$permissionSetId', () => import('../pages/access/permission-set.tsx')),
    page('/access/accounts/$accountId', () => import('../pages/access/account-access.tsx')),
    assign,
    page('/access/identity-providers', () => import('../pages/access/identity-providers.tsx')),
    page('/access/settings', () => import('../pages/access/settings.tsx')),
    page('/access/events', () => import('../pages/access/events.tsx')),
    page('/access/events/$eventId', () => import('../pages/access/event.tsx')),
    page('/organization/accounts/$accountId', () => import('../pages/organization/account.tsx')),
    page('/organization/units/$unitId', () => import('../pages/organization/unit.tsx')),
    page('/organization/policies', () => import('../pages/organization/policies.tsx')),
    page('/organization/policies/$policyType', () => import('../pages/organization/policies-of-type.tsx')),
    page('/organization/policies/$policyType/$policyId', () => import('../pages/organization/policy.tsx')),
    page('/organization/services', () => import('../pages/organization/services.tsx')),
    page('/organization/invitations', () => import('../pages/organization/invitations.tsx')),
  ]),
])

export const router = createRouter({ routeTree, parseSearch, stringifySearch, scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

const isOurs = (url: URL): boolean => url.origin === location.origin && /^\/(start|console)(\/|$)/.test(url.pathname)

function linkOf(event: Event): HTMLAnchorElement | undefined {
  const anchor = (event.target as Element | null)?.closest?.('a[href]')
  return anchor instanceof HTMLAnchorElement && !anchor.target && isOurs(new URL(anchor.href)) ? anchor : undefined
}

/** Every plain link of ours, Cloudscape's too, becomes a navigation within the page; its script is fetched when one points at it. */
export function installSpaLinks(): void {
  const preload = (event: Event): void => {
    const url = linkOf(event)?.href
    // A link with a role would take it on already.
    if (url && !url.includes('account_id=')) void router.preloadRoute({ to: new URL(url).pathname }).catch(() => undefined)
  }
  document.addEventListener('pointerover', preload)
  document.addEventListener('focusin', preload)
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const anchor = linkOf(event)
    if (!anchor) return
    event.preventDefault()
    const { pathname, search, hash } = new URL(anchor.href)
    void router.navigate({ href: pathname + search + hash })
  })
}
