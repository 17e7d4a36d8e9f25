/* What stands in the table, and the same table with its rows and columns switched. */

import { fold } from "./fit.js";

/** What has no room in a narrow column. */
const LONG = 3;

/** A row's or a column's heading; `code` is what it is called, with or without the kind of thing. */
function heading(cell, index, kind = "") {
  const [code, title] = cell.querySelectorAll("b, a > span");
  const id = fold(code.lastChild.textContent);
  return {
    cell,
    index,
    id: code.lastChild.textContent,
    code: code.textContent,
    title: title.textContent,
    codes: [id, fold(`${kind} ${id}`), fold(code.textContent)],
    words: fold(`${code.textContent} ${title.textContent}`),
    linked: new Set(),
    counted: new Set(),
  };
}

function group(cell, id, more) {
  return {
    cell,
    id,
    code: cell.querySelector("b")?.textContent ?? "",
    title: cell.querySelector("a > span, .matrix__group > span").textContent,
    button: cell.querySelector("button"),
    count: cell.querySelector(".matrix__group").lastElementChild,
    folded: false,
    members: [],
    ...more,
  };
}

export function readTable(table) {
  const [first, second] = table.tHead.rows;
  const areas = [...table.querySelectorAll("colgroup[data-area]")].map((colgroup, position) =>
    group(first.cells[position + 1], colgroup.dataset.area, { colgroup }),
  );
  const areaOf = areas.flatMap((area) => [...area.colgroup.children].map(() => area));
  const columns = [...second.cells].map((cell, index) => ({ ...heading(cell, index), group: areaOf[index] }));
  const parts = [...table.tBodies].map((body) =>
    group(body.rows[0].cells[0], body.dataset.parts.split(" ").at(-1), { body, within: body.dataset.parts.split(" ") }),
  );
  const rows = parts.flatMap((part) => [...part.body.rows].slice(1).map((line) => ({ line, group: part })));
  rows.forEach((row, index) => {
    Object.assign(row, heading(row.line.cells[0], index, table.dataset.row));
    row.quiet = row.cell.className !== "";
    row.marks = [...row.line.cells].slice(1);
  });
  [...columns, ...rows].forEach((entry) => entry.group.members.push(entry));
  const heads = { corner: first.cells[0], extra: first.cells[areas.length + 1] };
  const extra = heads.extra && { cell: heads.extra, index: columns.length, code: heads.extra.textContent, title: "" };
  const spare = table.querySelector(".matrix__paragraphs")?.parentElement;
  return connected({ table, areas, columns, parts, rows, extra, spare, corner: heads.corner, turned: false });
}

function join(how, row, column) {
  row[how].add(column);
  column[how].add(row);
}

/** Rows and columns know one another where there is a mark. */
function connected(matrix) {
  for (const row of matrix.rows) {
    row.marks.forEach((cell, index) => {
      const column = matrix.columns[index];
      const mark = cell.firstElementChild;
      if (mark && column) {
        join("linked", row, column);
        if (!mark.classList.contains("is-former")) {
          join("counted", row, column);
        }
      }
      row.byParagraph ||= Boolean(mark && !column);
    });
  }
  return matrix;
}

/** The axis that goes down and the one that goes across, as they stand now. */
export const axes = ({ turned, parts, areas, rows, columns }) =>
  turned ? [areas, parts, columns, rows] : [parts, areas, rows, columns];

/** The same with the paragraphs, which stand in no group. */
export function lines(matrix) {
  const [, , downs, acrosses] = axes(matrix);
  const extra = matrix.extra ? [matrix.extra] : [];
  return matrix.turned ? [[...downs, ...extra], acrosses] : [downs, [...acrosses, ...extra]];
}

export const cellAt = (matrix, down, across) =>
  matrix.turned ? across.marks[down.index] : down.marks[across.index];

const make = (name, ...children) => {
  const made = document.createElement(name);
  made.append(...children);
  return made;
};

function makeLine(...cells) {
  const line = make("tr", ...cells);
  line.role = "row";
  return line;
}

function makeBody(...inside) {
  const body = make("tbody", ...inside);
  body.role = "rowgroup";
  return body;
}

/** A heading in a place that it may not have had. */
function headed(cell, scope, colSpan = 1, rowSpan = 1) {
  Object.assign(cell, { scope, colSpan, rowSpan, hidden: false });
  cell.setAttribute("role", scope.startsWith("row") ? "rowheader" : "columnheader");
  return cell;
}

/** Lays the same cells out anew, with the rows of the page as columns or back again. */
export function turn(matrix) {
  matrix.turned = !matrix.turned;
  const { table, extra, corner, turned } = matrix;
  const [downGroups, acrossGroups, , acrosses] = axes(matrix);
  const [downLines, acrossLines] = lines(matrix);
  for (const entry of downLines) {
    entry.line = makeLine(headed(entry.cell, "row"), ...acrossLines.map((other) => cellAt(matrix, entry, other)));
  }
  for (const group of downGroups) {
    group.body = makeBody(makeLine(headed(group.cell, "rowgroup")), ...group.members.map(({ line }) => line));
  }
  acrossGroups.forEach((group, lane) => layAcross(matrix, group, lane + 1));
  [corner.textContent, corner.dataset.turned] = [corner.dataset.turned, corner.textContent];
  const beside = extra && !turned ? [headed(extra.cell, "col", 1, 2)] : [];
  table.tHead.replaceChildren(
    makeLine(corner, ...acrossGroups.map(({ cell, members }) => headed(cell, "colgroup", members.length)), ...beside),
    makeLine(...acrosses.map(({ cell }) => headed(cell, "col"))),
  );
  const [names, ...before] = table.querySelectorAll("colgroup");
  [...before, ...table.tBodies].forEach((one) => one.remove());
  names.after(...acrossGroups.map(({ colgroup }) => colgroup), ...(beside.length ? [matrix.spare] : []));
  table.append(...downGroups.map(({ body }) => body), ...(extra && turned ? [makeBody(extra.line)] : []));
  table.classList.toggle("is-turned", turned);
  table.classList.toggle("is-long", acrosses.some(({ id }) => id.length > LONG));
  [table.dataset.lanes, table.dataset.lanesTurned] = [table.dataset.lanesTurned, table.dataset.lanes];
}

/** A phone shows of a mark the code of its column, in the lane of its group. */
function layAcross(matrix, group, lane) {
  group.colgroup = make("colgroup", ...group.members.map(() => make("col")));
  group.colgroup.dataset.area = "";
  group.cell.className = `lane-${lane}`;
  for (const entry of group.members) {
    for (const other of entry.linked) {
      const cell = cellAt(matrix, other, entry);
      cell.className = group.cell.className;
      cell.firstElementChild.dataset.code = entry.id;
    }
  }
}

/** The entries that meet in a cell, its line first; of a heading, what it is the heading of. */
export function crossing(matrix, cell) {
  const [downGroups, acrossGroups] = axes(matrix);
  const [downs, acrosses] = lines(matrix);
  if (cell.tagName === "TH") {
    return [[...downs, ...acrosses, ...downGroups, ...acrossGroups].find((one) => one.cell === cell)];
  }
  const down = downs.find(({ line }) => line === cell.parentElement);
  const across = acrosses.find((one) => cellAt(matrix, down, one) === cell);
  return [down, across ?? acrossGroups.find(({ sums }) => sums?.has(cell))];
}

/** What an empty cell means, in words. */
export function emptyWords(matrix, cell) {
  const entries = crossing(matrix, cell);
  const [row, column] = matrix.turned ? entries.reverse() : entries;
  return fill(matrix.table.dataset.empty, { row: row.code, column: column.code });
}

export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
