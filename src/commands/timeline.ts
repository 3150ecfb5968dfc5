import type { Phase, Request, Step } from './api-client.ts'
import { printable } from './printable.ts'
import type { Terminal } from './terminal.ts'

const marks: Readonly<Record<Step['status'], readonly [string, Parameters<Terminal['style']>[0]]>> = {
  PENDING: ['·', 'dim'],
  RUNNING: ['▸', 'cyan'],
  SUCCEEDED: ['✔', 'green'],
  FAILED: ['✖', 'red'],
  CANCELLED: ['–', 'yellow'],
}

export const phaseStyles: Readonly<Record<Phase, Parameters<Terminal['style']>[0]>> = {
  QUEUED: 'dim',
  RUNNING: 'cyan',
  CANCELLING: 'yellow',
  SUCCEEDED: 'green',
  FAILED: 'red',
  CANCELLED: 'yellow',
}

export const endedPhases: readonly Phase[] = ['SUCCEEDED', 'FAILED', 'CANCELLED']

type Look = Pick<Terminal, 'style'>

/** What the request is, one line per fact. */
export function renderRequest(request: Request, look: Look): string[] {
  const facts: Array<readonly [string, string | undefined]> = [
    ['Request', request.recordId],
    ['Phase', describePhase(request, look)],
    ['Provisioned product', `${request.provisionedProductName} (${request.provisionedProductId})`],
    ['Account', `${request.accountName} <${request.accountEmail}>${request.accountId ? `, ${request.accountId}` : ''}`],
    ['Organizational unit', request.organizationalUnit],
    ['Requested by', request.requestedBy],
    ['Created', request.createdAt],
    ['Started', request.startedAt],
    ['Ended', request.endedAt],
    ['Error', request.error && `${request.error.code}: ${request.error.message}`],
  ]
  const width = Math.max(...facts.map(([name]) => name.length))
  return facts.flatMap(([name, value]) => {
    if (value === undefined) return []
    return [`${look.style('dim', `${name}:`.padEnd(width + 2))}${name === 'Phase' ? value : printable(value)}`]
  })
}

export function describePhase({ phase, position }: Pick<Request, 'phase' | 'position'>, look: Look): string {
  return (
    look.style(phaseStyles[phase], phase) +
    (position === undefined ? '' : ` (${position === 1 ? 'next' : `place ${position}`} in the queue)`)
  )
}

/** A line per step, and one more for its error or detail. */
export function renderTimeline(request: Pick<Request, 'steps'>, now: Date, look: Look): string[] {
  const width = Math.max(0, ...request.steps.map(({ title }) => title.length))
  return request.steps.flatMap((step) => {
    const [mark, style] = marks[step.status]
    const title = printable(step.title).padEnd(width)
    const line = [look.style(style, mark), `${String(step.number).padStart(2)}.`, title, elapsed(step, now), attempts(step)]
    const note = step.error ? look.style('red', `${step.error.code}: ${printable(step.error.message)}`) : printable(step.detail ?? '')
    return [line.join(' ').trimEnd(), ...(note ? [`       ${note}`] : [])]
  })
}

export function renderOutputs(request: Pick<Request, 'outputs'>): string[] {
  const width = Math.max(0, ...request.outputs.map(({ key }) => key.length))
  return request.outputs.map(({ key, value }) => `${key.padEnd(width)}  ${printable(value)}`)
}

function attempts({ attempts }: Step): string {
  return attempts > 1 ? `(attempt ${attempts})` : ''
}

/** How long a step took, or has taken so far. */
function elapsed({ startedAt, endedAt }: Step, now: Date): string {
  if (!startedAt) return '        '
  return describeDuration((endedAt ? new Date(endedAt) : now).getTime() - new Date(startedAt).getTime()).padStart(8)
}

/** `340 ms`, `4.2 s`, `2 m 05 s`, `1 h 03 m`. A clock that differs from the server's never makes it negative. */
export function describeDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const [minutes, seconds] = [Math.floor(ms / 60_000), Math.floor((ms % 60_000) / 1_000)]
  if (minutes < 60) return `${minutes} m ${String(seconds).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} m`
}
