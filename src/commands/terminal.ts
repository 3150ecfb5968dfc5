import { styleText } from 'node:util'
import { type Clock, SystemClock } from '../clock.ts'

type Style = Parameters<typeof styleText>[0]

/** Where a command writes and what the place can do; a test hands in its own. */
export interface Terminal {
  /** Results, a line at a time. */
  out(line: string): void
  /** Progress and complaints. */
  err(line: string): void
  /** Takes back the last `lines` lines of `err`; only where `isLive`. */
  erase(lines: number): void
  style(style: Style, text: string): string
  /** Both ends are a terminal: one may ask. */
  readonly canAsk: boolean
  /** What goes to `err` may be drawn again. */
  readonly isLive: boolean
  readonly columns: number
  readonly clock: Clock
}

export function systemTerminal(): Terminal {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    erase: (lines) => void process.stderr.write(lines > 0 ? `\u001b[${lines}A\u001b[0J` : ''),
    style: (style, text) => styleText(style, text, { stream: process.stdout }),
    canAsk: Boolean(process.stdin.isTTY && process.stdout.isTTY),
    isLive: Boolean(process.stderr.isTTY),
    // Some pseudo-terminals say 0.
    columns: process.stderr.columns || process.stdout.columns || 100,
    clock: new SystemClock(),
  }
}
