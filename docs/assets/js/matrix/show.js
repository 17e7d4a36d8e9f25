/* Shows what fits, and says how much that is. */

import { axes, cellAt, fill, lines } from "./table.js";

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** Columns whose titles can lie flat, and those that must stand close. */
const [FEW, MANY] = [7, 25];

/** In a collapsed group across, each line says how many of its marks it holds. */
function sum(matrix, group, downs, shown) {
  const members = group.members.filter((one) => shown.has(one));
  if (!group.sums) {
    group.colgroup.append(document.createElement("col"));
    group.sums = new Map();
    for (const down of downs) {
      const cell = document.createElement("td");
      cell.className = `matrix__sum ${group.cell.className}`;
      group.sums.set(cell, down);
      cellAt(matrix, down, group.members.at(-1)).after(cell);
    }
  }
  for (const [cell, down] of group.sums) {
    cell.textContent = members.reduce((all, one) => all + cellAt(matrix, down, one).childElementCount, 0) || "";
  }
}

export function unsum(group) {
  for (const cell of group.sums?.keys() ?? []) {
    cell.remove();
  }
  if (group.sums) {
    group.colgroup.lastElementChild.remove();
  }
  delete group.sums;
}

/** One rule for whole columns: a table may have 60,000 cells. */
function hideColumns(hidden) {
  const starts = hidden.filter((position) => !hidden.includes(position - 1));
  const ends = hidden.filter((position) => !hidden.includes(position + 1));
  const runs = starts.map((start, at) => `:nth-child(n + ${start}):nth-child(-n + ${ends[at]})`);
  sheet.replaceSync(runs.length ? `.matrix .matrix__table tbody td:is(${runs}):nth-child(n) { display: none }` : "");
}

/** Returns how many of a group's rows or columns fit, whether or not they are collapsed. */
function showGroup({ table, extra }, group, shown) {
  const members = group.members.filter((one) => shown.has(one));
  const marks = members.map(({ linked, marks: cells }) =>
    [...linked].filter((other) => shown.has(other)).length +
    (shown.has(extra) && cells ? cells[extra.index].childElementCount : 0),
  );
  const count = marks.reduce((all, one) => all + one, 0);
  group.button.setAttribute("aria-expanded", !group.folded);
  group.cell.classList.toggle("is-folded", group.folded);
  group.count.textContent = group.folded ? fill(table.dataset.marks, { count }) : "";
  return members.length;
}

/** Returns how many columns of it are to be seen, and notes where in a line stand those that aren't. */
function showAcross(matrix, group, shown, start, hidden) {
  const count = showGroup(matrix, group, shown);
  group.members.forEach((entry, at) => {
    const isHidden = group.folded || !shown.has(entry);
    entry.cell.hidden = group.colgroup.children[at].hidden = isHidden;
    hidden.push(...(isHidden ? [start + at] : []));
  });
  unsum(group);
  if (group.folded && count) {
    sum(matrix, group, lines(matrix)[0], shown);
  }
  // A group of columns none of which is there would count as a column of its own.
  group.cell.hidden = group.colgroup.hidden = count === 0;
  const width = group.sums ? 1 : count;
  Object.assign(group.cell, { colSpan: Math.max(width, 1), rowSpan: group.folded ? 2 : 1 });
  return width;
}

export function show(matrix, fit) {
  const { table, extra, turned } = matrix;
  const [downGroups, acrossGroups] = axes(matrix);
  const shown = new Set([...fit.rows, ...fit.columns, ...(fit.extra ? [extra] : [])]);
  const hidden = [];
  let [position, width] = [2, 0];
  for (const group of acrossGroups) {
    width += showAcross(matrix, group, shown, position, hidden);
    position += group.members.length + (group.sums ? 1 : 0);
  }
  table.classList.toggle("is-few", width < FEW);
  table.classList.toggle("is-many", width >= MANY);
  if (extra) {
    (turned ? extra.line : extra.cell).hidden = matrix.spare.hidden = !fit.extra;
    hidden.push(...(turned || fit.extra ? [] : [position]));
  }
  for (const group of downGroups) {
    group.body.hidden = showGroup(matrix, group, shown) === 0;
    group.cell.colSpan = 1 + width + (extra && !turned && fit.extra ? 1 : 0);
    group.members.forEach((entry) => (entry.line.hidden = group.folded || !shown.has(entry)));
  }
  hideColumns(hidden);
}

/** How much is shown, in the words of the page. */
export function tell(status, matrix, fit, when) {
  const open = (entries) => [...entries].filter(({ group }) => !group.folded).length;
  const nothing = fit.rows.size === 0 || (fit.columns.size === 0 && !fit.extra);
  const folded = [...matrix.parts, ...matrix.areas].filter((group) => group.folded).length;
  const values = {
    rows: nothing ? 0 : open(fit.rows),
    columns: nothing ? 0 : open(fit.columns),
    all_rows: matrix.rows.length,
    all_columns: matrix.columns.length,
    gap_rows: fit.gaps?.[0],
    gap_columns: fit.gaps?.[1],
    quiet: fit.quiet,
    folded,
  };
  if (matrix.turned) {
    for (const [one, other] of [["rows", "columns"], ["all_rows", "all_columns"], ["gap_rows", "gap_columns"]]) {
      [values[one], values[other]] = [values[other], values[one]];
    }
  }
  for (const slot of status.querySelectorAll("[data-slot]")) {
    slot.textContent = values[slot.dataset.slot];
  }
  const whole = nothing && fit.whole;
  const quiet = fit.quiet && (whole || !nothing);
  const gaps = fit.gaps && !nothing;
  const state = { nothing: nothing && !whole, whole, quiet, folded, gaps, turned: matrix.turned, ...when };
  for (const sentence of status.querySelectorAll("[data-when]")) {
    sentence.hidden = !state[sentence.dataset.when];
  }
  return nothing;
}
