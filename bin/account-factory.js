#!/usr/bin/env node
// Plain JavaScript, so that a Node that cannot read TypeScript can still say why it does not start.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `account-factory needs Node 22.18 or newer; this is ${process.version}. In a clone use "npm start" or "npx account-factory".`,
  )
  process.exit(1)
}
import('../src/main.ts')
