// Every benchmark, one after the other; each also runs alone: node bench/<name>.ts
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

for (const name of ['start', 'launches', 'wire', 'scale', 'pages', 'organization']) {
  console.log(`\n# ${name}`)
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
