import { stripVTControlCharacters } from 'node:util'
import { printable } from './printable.ts'

export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string | undefined
}

/** Lines of a table: a title line, then a line per row, columns as wide as their widest value. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const cells = rows.map((row) => columns.map(({ value }) => printable(value(row) ?? '-').replaceAll('\n', ' ')))
  const widths = columns.map(({ title }, index) => Math.max(title.length, ...cells.map((line) => displayWidth(line[index] ?? ''))))
  const render = (line: readonly string[]): string =>
    line
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - displayWidth(cell)))
      .join('  ')
      .trimEnd()
  return [render(columns.map(({ title }) => title)), ...cells.map(render)]
}

const graphemes = new Intl.Segmenter()

/** Columns that a terminal gives to a text; wide characters of East Asia take two. */
export function displayWidth(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text)))
    width += /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
      segment,
    )
      ? 2
      : 1
  return width
}
