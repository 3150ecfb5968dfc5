/** The pages of the console by section, as the side navigation lists them and the search finds them. */
export const sections = [
  {
    text: 'Service Catalog',
    items: [
      { text: 'Products', href: '/console/catalog/products' },
      { text: 'Provisioned products', href: '/console/catalog/provisioned' },
      { text: 'Queue', href: '/console/catalog/queue' },
    ],
  },
  {
    text: 'Organization',
    items: [
      { text: 'AWS accounts', href: '/console/organization' },
      { text: 'Policies', href: '/console/organization/policies' },
      { text: 'Services', href: '/console/organization/services' },
      { text: 'Invitations', href: '/console/organization/invitations' },
    ],
  },
  {
    text: 'Access',
    items: [
      { text: 'Users', href: '/console/access/users' },
      { text: 'Groups', href: '/console/access/groups' },
      { text: 'Permission sets', href: '/console/access/permission-sets' },
      { text: 'Identity providers', href: '/console/access/identity-providers' },
      { text: 'Sign-in settings', href: '/console/access/settings' },
      { text: 'Event history', href: '/console/access/events' },
    ],
  },
] as const

export const pages: readonly { text: string; href: string }[] = sections.flatMap(({ items }) => [...items])

/** The page of the navigation that an address belongs to, or the address itself. */
export function activePage(pathname: string): string {
  const matching = pages.map(({ href }) => href).filter((href) => pathname === href || pathname.startsWith(`${href}/`))
  return matching.sort((a, b) => b.length - a.length)[0] ?? pathname
}
