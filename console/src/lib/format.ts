const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

export function formatDateTime(value: string | Date | undefined): string {
  return value === undefined ? '–' : dateTime.format(new Date(value))
}

export function formatDate(value: string | Date | undefined): string {
  return value === undefined ? '–' : date.format(new Date(value))
}

export function formatTime(value: string | Date | undefined): string {
  return value === undefined ? '' : time.format(new Date(value))
}

/** `850 ms` is `0.9 s`; `75 s` is `1 min 15 s`. */
export function formatDuration(ms: number): string {
  const tenths = Math.round(Math.max(0, ms) / 100)
  if (tenths < 100) return `${(tenths / 10).toFixed(1)} s`
  const seconds = Math.round(tenths / 10)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** `AccountEmail` as a label: `Account email`. */
export function labelOf(key: string): string {
  const words = key
    .replace(/^SSO/, 'Sso')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  const label = words.replace(/^sso\b/, 'SSO')
  return label.charAt(0).toUpperCase() + label.slice(1)
}

/** The session's name at the end of an ARN: who it was. */
export function personOf(arn: string | undefined): string {
  return arn?.split('/').at(-1) ?? '–'
}

/** An account id as people read it: `1234-5678-9012`. */
export function groupDigits(accountId: string): string {
  return accountId.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3')
}

/** At most `most` characters, the last a … when some are left out. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

/** `Sandbox (ou-ab12-cdef3456)` without its id. */
export function unitName(unit: string): string {
  return unit.replace(/ \((?:ou|r)-[a-z0-9-]+\)$/, '')
}
