import type { ReactNode } from 'react'

/** The frame of the pages before one is in: brand and form, and a picture on wide screens. */
export function Door({ children }: { children: ReactNode }) {
  return (
    <div className="sign-in">
      <main className="sign-in-form">
        <div className="sign-in-brand">
          <img src="/logo.svg" alt="" />
          Account Factory
        </div>
        <div className="sign-in-body">{children}</div>
      </main>
      <aside className="sign-in-art" aria-hidden="true">
        <h2>From request to account, in plain sight.</h2>
        <p>Launch an account, watch every step of it being made, and enter it with the role you were given.</p>
        <Assembly />
      </aside>
    </div>
  )
}

const boxes = [
  [24, 0.16],
  [134, 0.3],
  [244, 0.48],
  [354, 0.7],
  [464, 1],
] as const

/** A production line under a saw-tooth roof: boxes come down the belt, each more finished than the one behind it. */
function Assembly() {
  return (
    <svg viewBox="0 0 580 400" preserveAspectRatio="xMidYMax meet" role="presentation">
      <path d="M14 190V96l100 54V96l100 54V96l100 54V96l100 54V20h52v170z" fill="#fff" opacity="0.07" />
      <path d="M440 14q14-22 34-12t34-8" stroke="#fff" strokeWidth="3" strokeLinecap="round" fill="none" opacity="0.18" />
      <path d="M14 190h552" stroke="#fff" strokeWidth="2" opacity="0.28" />
      {boxes.map(([x, opacity]) => (
        <path key={x} d={`M${x + 42} 190v36m-14 0h28`} stroke="#fff" strokeWidth="2" opacity={0.15 + opacity * 0.3} fill="none" />
      ))}
      {boxes.map(([x, opacity]) => (
        <g key={x} transform={`translate(${x} 262)`} opacity={opacity} fill="none" stroke="#fff" strokeWidth="2.5" strokeLinejoin="round">
          <path d="M0 16 42-6l42 22v50L42 88 0 66z" fill="#fff" fillOpacity={opacity * 0.1} />
          <path d="m0 16 42 22 42-22M42 38v50" />
        </g>
      ))}
      <path d="m494 276 8 8 16-18" stroke="#ffb066" strokeWidth="5" strokeLinecap="round" strokeLinejoin="round" fill="none" />
      <path d="M0 362h580" stroke="#fff" strokeWidth="3" opacity="0.4" />
      <path d="M0 374h580" stroke="#fff" strokeWidth="2" strokeDasharray="18 14" opacity="0.3" />
    </svg>
  )
}
