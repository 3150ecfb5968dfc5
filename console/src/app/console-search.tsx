import Autosuggest, { type AutosuggestProps } from '@cloudscape-design/components/autosuggest'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useDebounced } from '../components/use-debounced.ts'
import { api } from '../lib/api.ts'
import type { Account, RequestSummary } from '../lib/types.ts'
import { pages } from './pages.ts'

interface Found {
  readonly accounts: readonly Account[]
  readonly requests: readonly RequestSummary[]
}

const nothing: Found = { accounts: [], requests: [] }
const most = 5

/** Finds pages, accounts and requests from everywhere; a role that may not see some of them finds the others. */
export function ConsoleSearch() {
  const [text, setText] = useState('')
  const navigate = useNavigate()
  const wanted = useDebounced(text.trim(), 250)
  const found = useQuery({
    queryKey: ['search', wanted],
    queryFn: () => search(wanted),
    enabled: wanted.length > 1,
    placeholderData: keepPreviousData,
  })
  const results = wanted.length > 1 ? (found.data ?? nothing) : nothing
  const choose = (href: string): void => {
    if (!href.startsWith('/console')) return
    setText('')
    void navigate({ href })
  }
  return (
    <Autosuggest
      value={text}
      options={optionsOf(text, results)}
      filteringType="manual"
      placeholder="Search pages, accounts and requests"
      ariaLabel="Search the console"
      clearAriaLabel="Clear"
      enteredTextLabel={(value) => `Accounts with “${value}”`}
      statusType={found.isFetching ? 'loading' : 'finished'}
      loadingText="Searching"
      empty="Nothing matches"
      onChange={({ detail }) => setText(detail.value.startsWith('/console') ? '' : detail.value)}
      onSelect={({ detail }) =>
        choose(detail.selectedOption ? detail.value : `/console/organization/accounts?q=${encodeURIComponent(detail.value.trim())}`)
      }
    />
  )
}

async function search(text: string): Promise<Found> {
  const [accounts, requests] = await Promise.all([
    api.get<{ accounts: Account[] }>('/accounts', { search: text, limit: most }).catch(() => nothing),
    api.get<{ requests: RequestSummary[] }>('/requests', { search: text, limit: most }).catch(() => nothing),
  ])
  return { accounts: accounts.accounts, requests: requests.requests }
}

function optionsOf(text: string, { accounts, requests }: Found): AutosuggestProps.Options {
  const named = text.trim().toLowerCase()
  const groups = [
    {
      label: 'Pages',
      options: pages.filter((page) => page.text.toLowerCase().includes(named)).map(({ text, href }) => option(href, text)),
    },
    {
      label: 'Accounts',
      options: accounts.map(({ id, name, email }) => option(`/console/organization/accounts/${id}`, name, `${id} · ${email}`)),
    },
    {
      label: 'Requests',
      options: requests.map((request) =>
        option(
          `/console/catalog/provisioned/${request.provisionedProductId}?record=${request.recordId}`,
          request.provisionedProductName,
          request.type === 'PROVISION_PRODUCT' ? `Launch of ${request.accountName}` : `Termination of ${request.accountName}`,
        ),
      ),
    },
  ]
  return groups.filter(({ options }) => options.length > 0)
}

function option(value: string, label: string, description?: string): AutosuggestProps.Option {
  return { value, label, ...(description && { description }) }
}
