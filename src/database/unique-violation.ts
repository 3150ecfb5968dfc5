/** Whether PostgreSQL refused a row because another one has what may be there once only; with `index`, by that very index. */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown }
  return code === '23505' && (index === undefined || constraint === index)
}
