import type { Request, Step } from './api-client.ts'
import { printable } from './printable.ts'
import { displayWidth } from './table.ts'
import type { Terminal } from './terminal.ts'
import { describeDuration, describePhase, renderTimeline } from './timeline.ts'

export interface Progress {
  update(request: Request): void
  end(): void
}

/** Time between two drawings of a running step's duration. */
const redrawMs = 500

/** Shows a request's states as they come: drawn over and over on a terminal, a line per change anywhere else. */
export function showProgress(terminal: Terminal | undefined): Progress {
  if (!terminal) return { update: () => {}, end: () => {} }
  return terminal.isLive ? drawProgress(terminal) : logProgress(terminal)
}

function drawProgress(terminal: Terminal): Progress {
  let request: Request | undefined
  let drawn = 0
  const draw = (): void => {
    if (!request) return
    const lines = [describePhase(request, terminal), ...renderTimeline(request, terminal.clock.now(), terminal)]
    terminal.erase(drawn)
    for (const line of lines) terminal.err(line)
    // A line that is wider than the terminal takes several.
    drawn = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / terminal.columns)), 0)
  }
  const timer = setInterval(draw, redrawMs)
  return {
    update: (state) => {
      request = state
      draw()
    },
    end: () => clearInterval(timer),
  }
}

function logProgress(terminal: Terminal): Progress {
  let last: Request | undefined
  return {
    update: (state) => {
      for (const line of describeChanges(last, state)) terminal.err(line)
      last = state
    },
    end: () => {},
  }
}

/** What has changed between two states, a line each; everything that has happened yet when there is no earlier state. */
export function describeChanges(before: Request | undefined, after: Request): string[] {
  const plain = { style: (_style: unknown, text: string) => text }
  const lines: string[] = []
  for (const step of after.steps) {
    const earlier = before?.steps.find(({ number }) => number === step.number)
    if (step.status === 'PENDING' || (earlier?.status === step.status && earlier.attempts === step.attempts)) continue
    lines.push(describeStep(step, after.stepsTotal))
  }
  if (before?.phase !== after.phase || before.position !== after.position) {
    const phase = describePhase(after, plain)
    const line = after.error ? `${phase}: ${after.error.code}: ${printable(after.error.message)}` : phase
    // The end is said last, everything else before the steps that follow from it.
    if (after.endedAt) lines.push(line)
    else lines.unshift(line)
  }
  return lines
}

function describeStep(step: Step, total: number): string {
  const parts = [`[${step.number}/${total}]`, printable(step.title), step.status.toLowerCase()]
  if (step.attempts > 1) parts.push(`(attempt ${step.attempts})`)
  if (step.startedAt && step.endedAt)
    parts.push(`after ${describeDuration(new Date(step.endedAt).getTime() - new Date(step.startedAt).getTime())}`)
  const line = parts.join(' ')
  return step.error ? `${line}: ${step.error.code}: ${printable(step.error.message)}` : line
}
