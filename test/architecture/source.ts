import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

export interface SourceFile {
  /** From the root, e.g. `src/wire/router.ts`. */
  readonly path: string
  readonly text: string
}

/** The files of ours that match, tests apart when asked; nothing generated. */
export function sourceFiles(pattern: string, options: { tests?: boolean } = {}): SourceFile[] {
  return globSync(pattern, { cwd: root })
    .filter((path) => !/node_modules|\/models\/|\/dist\//.test(path) && (options.tests || !/\.test\.tsx?$/.test(path)))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}
