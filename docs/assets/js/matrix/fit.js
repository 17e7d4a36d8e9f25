/* Which rows and columns fit a filter. */

const ALIKE = [
  [/\p{M}/gu, ""],
  [/[\u2010-\u2015]/g, "-"],
  [/[\u2018\u2019]/g, "'"],
  [/\s+/g, " "],
];

/** Letters that a reader types alike are alike: no accents, no capitals, one kind of dash. */
export const fold = (words) =>
  ALIKE.reduce((text, [from, to]) => text.replace(from, to), words.normalize("NFKD")).trim().toLowerCase();

/** An id that is typed in full, or its beginning up to a full stop, is meant; other words may stand anywhere. */
function matches(entries, text) {
  const meant = entries.filter(({ codes }) =>
    codes.some((code) => code === text || (code.startsWith(text) && /[^\p{L}\p{N}]/u.test(code[text.length]))),
  );
  const words = text.split(" ");
  return new Set(meant.length ? meant : entries.filter((entry) => words.every((word) => entry.words.includes(word))));
}

const some = (set, test) => [...set].some(test);

/** An axis on which nothing is left would leave no table: it stays whole, if the other has something. */
const wholeUnlessSome = ([rows, columns], [fewerRows, fewerColumns]) =>
  fewerRows.length || fewerColumns.length
    ? [fewerRows.length ? fewerRows : rows, fewerColumns.length ? fewerColumns : columns]
    : [[], []];

export function fitting(matrix, { area, part, text, marks }) {
  const rows = matrix.rows.filter((row) => !part || row.group.within.includes(part));
  const columns = matrix.columns.filter((column) => !area || column.group.id === area);
  const extra = Boolean(matrix.extra) && !area;
  const answered = (row) => extra && row.byParagraph;
  return marks === "gaps" ? gaps(rows, columns, text, answered) : marked(rows, columns, text, marks, extra, answered);
}

function marked(allRows, allColumns, text, marks, extra, answered) {
  let [rows, columns] = text ? named(allRows, allColumns, text) : [allRows, allColumns];
  if (marks) {
    [rows, columns] = [
      rows.filter((row) => answered(row) || some(row.linked, (column) => columns.includes(column))),
      columns.filter((column) => some(column.linked, (row) => rows.includes(row))),
    ];
  }
  const needed = extra && (!(text || marks) || rows.some(answered));
  return { rows: new Set(rows), columns: new Set(columns), extra: needed };
}

/** What the words name, and what is linked to it. */
function named(rows, columns, text) {
  const found = matches([...rows, ...columns], text);
  const near = (entry) => found.has(entry) || some(entry.linked, (other) => found.has(other));
  return wholeUnlessSome([rows, columns], [rows.filter(near), columns.filter(near)]);
}

/** Rows that none of the columns answers and columns that answer none of the rows, and how many there are. */
function gaps(allRows, allColumns, text, answered) {
  const without = (entry, others) => !some(entry.counted, (other) => others.includes(other));
  let rows = allRows.filter((row) => !row.quiet && !answered(row) && without(row, allColumns));
  let columns = allColumns.filter((column) => without(column, allRows));
  let quiet = allRows.filter((row) => row.quiet && !answered(row) && without(row, allColumns));
  const whole = !rows.length && !columns.length;
  if (text) {
    const found = matches([...rows, ...columns, ...quiet], text);
    [rows, columns, quiet] = [rows, columns, quiet].map((entries) => entries.filter((entry) => found.has(entry)));
  }
  const counts = [rows.length, columns.length];
  [rows, columns] = wholeUnlessSome([allRows, allColumns], [rows, columns]);
  return { rows: new Set(rows), columns: new Set(columns), extra: false, gaps: counts, quiet: quiet.length, whole };
}
