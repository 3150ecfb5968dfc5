import { createPool } from '../../src/database/pool.ts'
import type { StepPoint } from '../../src/factory/work.ts'
import { embed } from './embedded.ts'
import type { NodeOptions } from './node-process.ts'

// One node of a cluster, in a process of its own: see node-process.ts.

const [connectionString = '', json = '{}'] = process.argv.slice(2)
const options = JSON.parse(json) as NodeOptions

const onStep = async ({ step, moment, recordId }: StepPoint): Promise<void> => {
  if (options.killAt === `${step}:${moment}:${recordId}`) process.kill(process.pid, 'SIGKILL')
  if (options.stepDelayMs && moment === 'before') await new Promise((resolve) => setTimeout(resolve, options.stepDelayMs))
}

const pool = createPool(connectionString)
const { factory, notifications } = embed(pool.db, connectionString, { nodeId: options.nodeId, onStep })
process.once('SIGTERM', async () => {
  await factory.stop()
  await notifications.close()
  await pool.close()
  process.exit(0)
})
await notifications.start()
await factory.start()
