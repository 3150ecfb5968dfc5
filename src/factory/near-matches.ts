/** The candidates most like `value`, best first: those that contain it or differ by a few letters. At most three. */
export function findNearMatches(value: string, candidates: readonly string[]): string[] {
  const wanted = value.toLowerCase()
  return candidates
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, Math.ceil(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

function distanceTo(wanted: string, candidate: string): number {
  if (wanted !== '' && candidate !== '' && (candidate.includes(wanted) || wanted.includes(candidate))) return 1
  return editDistance(wanted.slice(0, 200), candidate.slice(0, 200))
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
