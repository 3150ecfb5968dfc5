// The command `account-factory`; bin/account-factory.js leads here once it knows that Node is new enough.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { addAccounts } from './commands/accounts.ts'
import { addDoctor } from './commands/doctor.ts'
import { addRequests } from './commands/requests.ts'
import { addStart } from './commands/start.ts'
import { addVend } from './commands/vend.ts'

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string }

const program = new Command('account-factory')
  .description('Self-service AWS accounts: portal, console, queue and the AWS wire APIs, on your own machine')
  .version(version)
  .showHelpAfterError()

for (const add of [addStart, addVend, addAccounts, addRequests, addDoctor]) add(program)

await program.parseAsync()
