import { existsSync, globSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Flags under which Chromium runs in containers and makes no calls of its own. */
export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const chromiumPackage = '@sparticuz/chromium@153.0.0'

/** Where unpack-chromium.ts puts the one of that package. */
export const unpackedChromium = join(tmpdir(), `account-factory-chromium-153.0.0-${process.getuid?.() ?? 0}`, 'chromium')

const variables = ['CHROME_PATH', 'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH', 'PUPPETEER_EXECUTABLE_PATH']
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const places = [
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The Chromium to test with: of a variable (one that leads nowhere is an error), the PATH, a usual place, Playwright's, or brought by us. */
export function findChromium(): string | undefined {
  for (const variable of variables) {
    const path = process.env[variable]
    if (!path) continue
    if (existsSync(path)) return path
    throw new Error(`${variable} is ${path}, which does not exist`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const ofPlaywright = globSync('.cache/ms-playwright/chromium-*/chrome-linux*/chrome', { cwd: homedir() }).map((path) =>
    join(homedir(), path),
  )
  return [...onPath, ...places, ...ofPlaywright, unpackedChromium].find((path) => existsSync(path))
}
