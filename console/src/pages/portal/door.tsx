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
  [40, 250, 0.95],
  [150, 250, 0.75],
  [260, 250, 0.55],
  [370, 250, 0.38],
  [480, 250, 0.24],
] as const

/** A production line: boxes come down the belt, each a little more finished than the next. */
function Assembly() {
  return (
    <svg viewBox="0 0 600 360" preserveAspectRatio="xMidYMax slice" role="presentation">
      <path d="M0 150V70l90 50V70l90 50V70l90 50V70l90 50V20h60v130z" fill="#fff" opacity="0.07" />
      <path d="M60 150h480M100 150v40M210 150v40M320 150v40M430 150v40" stroke="#fff" strokeWidth="2" opacity="0.25" fill="none" />
      {boxes.map(([x, y, opacity]) => (
        <g key={x} transform={`translate(${x} ${y})`} opacity={opacity} fill="none" stroke="#fff" strokeWidth="2.5">
          <path d="M0 12 42-8l42 20v46L42 78 0 58z" fill="#fff" fillOpacity={opacity * 0.12} />
          <path d="m0 12 42 20 42-20M42 32v46" />
        </g>
      ))}
      <path d="M0 344h600" stroke="#fff" strokeWidth="3" opacity="0.4" />
      <path d="M0 352h600" stroke="#fff" strokeWidth="2" strokeDasharray="18 14" opacity="0.3" />
    </svg>
  )
}
