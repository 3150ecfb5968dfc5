import type { KeyboardEvent } from 'react'

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

/** For a list's `onKeyDown`: up and down go from one of its toggles to the next, Home and End to the first and last. */
export function moveByArrowKeys(event: KeyboardEvent<HTMLElement>): void {
  const toggles = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-toggle]')]
  const at = toggles.indexOf(event.target as HTMLElement)
  const step = steps[event.key]
  const next = event.key === 'Home' ? 0 : event.key === 'End' ? toggles.length - 1 : step === undefined ? undefined : at + step
  if (at < 0 || next === undefined || !toggles[next]) return
  event.preventDefault()
  toggles[next].focus()
}
