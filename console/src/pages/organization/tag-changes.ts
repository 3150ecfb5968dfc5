export interface Tag {
  readonly key: string
  readonly value: string
}

/** What has to be set and removed to come from the one to the other. */
export function changesOf(before: readonly Tag[], after: readonly Tag[]): { set: Tag[]; removed: string[] } {
  const old = new Map(before.map(({ key, value }) => [key, value]))
  const wanted = after.map(({ key, value }) => ({ key: key.trim(), value: value.trim() }))
  const keys = new Set(wanted.map(({ key }) => key))
  return {
    set: wanted.filter(({ key, value }) => old.get(key) !== value),
    removed: [...old.keys()].filter((key) => !keys.has(key)),
  }
}

/** What is wrong with the key of each tag, if anything is. */
export function keyProblems(tags: readonly Tag[]): (string | undefined)[] {
  const keys = tags.map(({ key }) => key.trim())
  return keys.map((key, index) => {
    if (key === '') return 'A tag needs a key.'
    if (key.toLowerCase().startsWith('aws:')) return 'Keys that begin with aws: are kept for AWS.'
    return keys.indexOf(key) < index ? 'This key is there already.' : undefined
  })
}

export const problemOf = (tags: readonly Tag[]): string | undefined => keyProblems(tags).find((problem) => problem !== undefined)
