// Where this runtime departs from the published models, each with its reason.

/** Longest string taken where a model gives a pattern and no maximum: a bound on what a regular expression is run over. */
export const defaultMaximum = 10_000

/** Most members of a list or map to which a model sets no maximum. */
export const defaultMaximumSize = 10_000

/** Patterns that stand differently here: as in the model -> as run. */
export const patternOverrides: Readonly<Record<string, string>> = {
  // Backtracks catastrophically on a long string followed by a newline; what it says is "something that is not white space".
  '.*\\S+.*': '[^]*\\S[^]*',
  // Java's flag for a dot that matches line ends too.
  '(?s).*': '[^]*',
  // `\_` is no escape with the u flag, and without that flag \p{L} means something else.
  '\\p{L}+(?:(\\.|\\_)\\p{L}+){0,2}': '\\p{L}+(?:(\\.|_)\\p{L}+){0,2}',
}
