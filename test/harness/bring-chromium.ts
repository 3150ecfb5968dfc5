// Run before the tests: brings a Chromium when none is found, from the distribution's packages when we may install them.
import { execFileSync } from 'node:child_process'
import { findChromium } from './find-chromium.ts'

if (!findChromium()) {
  const hint = 'install the distribution’s chromium, or set CHROME_PATH'
  if (process.getuid?.() !== 0) {
    console.error(`The browser tests need a Chromium: ${hint}.`)
    process.exit(1)
  }
  console.log('Bringing a Chromium for the browser tests (apt-get install chromium)')
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    execFileSync('apt-get', ['install', '-qq', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  } catch {
    console.error(`No Chromium could be installed: ${hint}.`)
    process.exit(1)
  }
}
