import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Event, LookupEventsRequest } from '../../../../src/wire/models/cloudtrail.ts'
import { usePagedQuery } from '../../components/use-paged-query.ts'
import { useSearchText } from '../../components/use-search-text.ts'
import { cloudTrail } from '../../lib/aws.ts'

interface Attribute {
  readonly value: string
  readonly label: string
  /** None: the attribute needs no value. */
  readonly placeholder?: string
}

const writes: Attribute = { value: '', label: 'Changes and sign-ins' }

/** What events are found by: LookupEvents' attributes, one at a time. */
export const attributes: readonly Attribute[] = [
  writes,
  { value: 'all', label: 'All events' },
  { value: 'EventName', label: 'Event name', placeholder: 'CreateAccount' },
  { value: 'Username', label: 'User name', placeholder: 'A person, user or session' },
  { value: 'EventSource', label: 'Event source', placeholder: 'organizations.amazonaws.com' },
  { value: 'ResourceName', label: 'Resource', placeholder: 'Its whole ARN' },
  { value: 'AccessKeyId', label: 'Access key', placeholder: 'AKIA… or ASIA…' },
  { value: 'EventId', label: 'Event id', placeholder: 'xxxxxxxx-xxxx-…' },
]

const everAgo = { value: '', label: 'As long as kept' }

/** How far back, in minutes. */
export const times = [
  everAgo,
  { value: '60', label: 'Last hour' },
  { value: '1440', label: 'Last day' },
  { value: '10080', label: 'Last 7 days' },
] as const

const pageSize = 50
const from = '/console/access/events'

/** Filter and page in the address. */
export function useEvents() {
  const { q = '', by = '', since = '', page } = useSearch({ from })
  const navigate = useNavigate({ from })
  const attribute = attributes.find(({ value }) => value === by) ?? writes
  const time = times.find(({ value }) => value === since) ?? everAgo
  // The next page has to name the same time.
  const start = useMemo(() => (time.value ? new Date(Date.now() - Number(time.value) * 60_000) : undefined), [time.value])
  const change = (next: { q?: string; by?: string; since?: string }): void => {
    const search = { q, by, since, ...next }
    void navigate({ search: Object.fromEntries(Object.entries(search).filter(([, value]) => value)), replace: true })
  }
  const [text, setText] = useSearchText(q, (wanted) => change({ q: wanted }))
  const { result, pages } = usePagedQuery({
    queryKey: ['events', by, q, since],
    read: (token) =>
      cloudTrail.call('LookupEvents', lookup(attribute, q.trim(), start, token)) as Promise<{ Events?: Event[]; NextToken?: string }>,
    nextOf: ({ NextToken }) => NextToken,
    wantedPage: Number(page ?? 1),
  })
  const goTo = (wanted: number): void =>
    void navigate({ search: (old) => ({ ...old, page: wanted > 1 ? String(wanted) : undefined }), replace: true })
  return {
    attribute,
    setAttribute: (value: string) => change({ by: value, q: '' }),
    time,
    setTime: (value: string) => change({ since: value }),
    text,
    setText,
    reset: () => change({ q: '', by: 'all', since: '' }),
    result,
    pages,
    goTo,
  }
}

type Key = NonNullable<LookupEventsRequest['LookupAttributes']>[number]['AttributeKey']

function lookup(attribute: Attribute, value: string, start: Date | undefined, token: string | undefined): LookupEventsRequest {
  const named = attribute.placeholder && value ? [{ AttributeKey: attribute.value as Key, AttributeValue: value }] : undefined
  const LookupAttributes = attribute === writes ? [{ AttributeKey: 'ReadOnly' as const, AttributeValue: 'false' }] : named
  return {
    MaxResults: pageSize,
    ...(LookupAttributes && { LookupAttributes }),
    ...(start && { StartTime: start }),
    ...(token && { NextToken: token }),
  }
}
