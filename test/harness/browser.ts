import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { chromiumFlags, findChromium } from './find-chromium.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The Chromium of this machine; `npm test` brings one before. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium is found; run the tests by `npm test`, which brings one, or set CHROME_PATH')
  return chromium.launch({ executablePath, args: chromiumFlags })
}

/** What axe finds that matters: serious and critical, as `rule: where`. Whatever moves or fades is brought to its end before. */
export async function findAccessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  await page.evaluate(endAnimations)
  const { violations } = await page.evaluate<AxeResults>('axe.run()')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** Whether nothing stands out of the page to the side; a page that was just made narrower may take a moment to lay itself out. */
export async function fitsWidth(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(settlesInWidth)
}

interface AxeResults {
  readonly violations: readonly { id: string; impact: string; nodes: readonly { target: string[] }[] }[]
}

/** An animation that never ends (a spinner) is left alone; one may start another, so that it looks again until none is left. */
const endAnimations = `(async () => {
  for (let round = 0; round < 20; round += 1) {
    const running = document.getAnimations().filter((animation) =>
      animation.playState !== 'finished' && Number.isFinite(animation.effect?.getComputedTiming().endTime ?? Infinity))
    if (running.length === 0) return
    for (const animation of running) animation.finish()
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
})()`

/** Looks by itself, frame by frame: what Playwright waits for, it evaluates anew each time, which the pages' Content Security Policy refuses. */
const settlesInWidth = `(async () => {
  const end = performance.now() + 5_000
  while (document.documentElement.scrollWidth > innerWidth) {
    if (performance.now() > end) return false
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  return true
})()`
