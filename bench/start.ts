// How long a start takes: with nothing there (initdb, migrations, landing zone), and with everything there.
// Goals: 10 s and 3 s. Baseline: the empty Node process that runs the command's --version.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { startBenchServer, temporaryData } from './server.ts'

const data = temporaryData()
const bare = performance.now()
execFileSync(process.execPath, [join(import.meta.dirname, '../bin/account-factory.js'), '--version'])
const bareMs = performance.now() - bare

const first = await startBenchServer(data)
await first.stop()
const warm: number[] = []
for (let round = 0; round < 3; round++) {
  const server = await startBenchServer(data)
  warm.push(server.readyMs)
  await server.stop()
}
const warmMs = warm.sort((a, b) => a - b)[1] ?? Number.NaN
console.log(`node alone (--version)     ${bareMs.toFixed(0)} ms`)
console.log(
  `first start                ${first.readyMs.toFixed(0)} ms   ${(first.readyMs / bareMs).toFixed(1)} x node alone   goal 10000 ms`,
)
console.log(`start with data (median 3) ${warmMs.toFixed(0)} ms   ${(warmMs / bareMs).toFixed(1)} x node alone   goal 3000 ms`)
