import type { PolicyDocument } from './policy.ts'

/** Texts of sessions, read once: a session brings them with every request. */
const known = new Map<string, PolicyDocument>()
const mostKnown = 1_000

/** A session's policy. One that is no JSON is a policy that cannot be read: it allows nothing. */
export function readSessionPolicy(text: string): PolicyDocument {
  const found = known.get(text)
  if (found) return found
  if (known.size >= mostKnown) known.clear()
  const document = parse(text)
  known.set(text, document)
  return document
}

function parse(text: string): PolicyDocument {
  try {
    return JSON.parse(text)
  } catch {
    return { Statement: [] }
  }
}
