import { useNavigate, useSearch } from '@tanstack/react-router'
import { usePagedQuery } from '../../components/use-paged-query.ts'
import { useSearchText } from '../../components/use-search-text.ts'
import { api } from '../../lib/api.ts'
import type { AccountPage } from '../../lib/types.ts'

const pageSize = 50

/** Search, state, order and page in the address; an OU's id finds what lies directly inside. */
export function useAccountList() {
  const { q = '', status = '', sort = '-joined', page } = useSearch({ from: '/console/organization/accounts' })
  const navigate = useNavigate({ from: '/console/organization/accounts' })
  const order = { field: sort.replace(/^-/, '') === 'name' ? 'name' : 'joined', descending: sort.startsWith('-') }
  // Another filter begins at its first page.
  const go = (changed: { q?: string; status?: string; sort?: string }): void => {
    const wanted = { q, status, sort, ...changed }
    void navigate({
      search: {
        ...(wanted.q && { q: wanted.q }),
        ...(wanted.status && { status: wanted.status }),
        ...(wanted.sort !== '-joined' && { sort: wanted.sort }),
      },
      replace: true,
    })
  }
  const [text, setText] = useSearchText(q, (typed) => go({ q: typed }))
  const place = /^(ou|r)-[a-z0-9-]+$/.test(q) ? { parentId: q } : { search: q }
  const { result, pages } = usePagedQuery({
    queryKey: ['accounts', 'list', q, status, sort],
    read: (after) =>
      api.get<AccountPage>('/accounts', {
        ...place,
        state: status,
        sort: order.field,
        order: order.descending ? 'descending' : 'ascending',
        after,
        limit: pageSize,
      }),
    nextOf: ({ next }) => next,
    wantedPage: Number(page ?? 1),
  })
  return {
    text,
    setText,
    state: status,
    setState: (chosen = '') => go({ status: chosen }),
    order,
    sortBy: (field: string, descending: boolean) => go({ sort: `${descending ? '-' : ''}${field}` }),
    searching: q !== '' || status !== '',
    clear: () => go({ q: '', status: '' }),
    goTo: (wanted: number) =>
      void navigate({ search: (old) => ({ ...old, page: wanted > 1 ? String(wanted) : undefined }), replace: true }),
    result,
    pages,
  }
}
