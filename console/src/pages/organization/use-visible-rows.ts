import { type RefObject, useEffect, useState } from 'react'

interface Range {
  readonly first: number
  /** Not included. */
  readonly end: number
}

const spare = 12

/** Which rows of equal height the window shows, and some more on both sides: so many are drawn, however many there are. */
export function useVisibleRows(body: RefObject<HTMLElement | null>, rowHeight: number, count: number): Range {
  const [range, setRange] = useState<Range>({ first: 0, end: 40 })
  useEffect(() => {
    let frame = 0
    const measure = (): void => {
      frame = 0
      const top = body.current?.getBoundingClientRect().top
      if (top === undefined) return
      const first = Math.max(0, Math.floor(-top / rowHeight) - spare)
      const end = Math.ceil((innerHeight - top) / rowHeight) + spare
      setRange((old) => (old.first === first && old.end === end ? old : { first, end }))
    }
    const soon = (): void => {
      frame ||= requestAnimationFrame(measure)
    }
    measure()
    // The page may scroll as a whole or in a part.
    document.addEventListener('scroll', soon, { capture: true, passive: true })
    addEventListener('resize', soon)
    return () => {
      cancelAnimationFrame(frame)
      document.removeEventListener('scroll', soon, { capture: true })
      removeEventListener('resize', soon)
    }
  }, [body, rowHeight])
  return { first: Math.min(range.first, Math.max(0, count - 1)), end: Math.min(range.end, count) }
}
