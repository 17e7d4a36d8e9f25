/* The matrix: a filter whose state is the page's address, and a crosshair that follows pointer and keyboard.
   Without this script the table is whole. */

const ALIKE = [
  [/\p{M}/gu, ""],
  [/[\u2010-\u2015]/g, "-"],
  [/[\u2018\u2019]/g, "'"],
  [/\s+/g, " "],
];

/** Letters that a reader types alike are alike: no accents, no capitals, one kind of dash. */
const fold = (words) =>
  ALIKE.reduce((text, [from, to]) => text.replace(from, to), words.normalize("NFKD")).trim().toLowerCase();

/* ---- What stands in the table */

/** A row's or a column's heading; `code` is what it is called, with or without the kind of thing. */
function heading(cell, kind = "") {
  const [code, title] = cell.querySelectorAll("b, a > span");
  const id = fold(code.lastChild.textContent);
  return {
    cell,
    code: code.textContent,
    title: title.textContent,
    codes: [id, fold(`${kind} ${id}`), fold(code.textContent)],
    words: fold(`${code.textContent} ${title.textContent}`),
    linked: new Set(),
  };
}

function readTable(table) {
  const cols = [...table.querySelectorAll("col")];
  const areas = [...table.querySelectorAll("colgroup[data-area]")].map((group, position) => ({
    id: group.dataset.area,
    group,
    ...heading(table.tHead.rows[0].cells[position + 1]),
  }));
  const columns = [...table.tHead.rows[1].cells].map((cell, position) => ({
    ...heading(cell),
    position: position + 1,
    col: cols[position + 1],
    area: cols[position + 1].parentElement.dataset.area,
  }));
  const parts = [...table.tBodies].map((body) => ({ body, heading: body.rows[0].cells[0] }));
  const rows = parts.flatMap((part) =>
    [...part.body.rows].slice(1).map((row) => ({
      ...heading(row.cells[0], table.dataset.clause),
      row,
      part,
      parts: part.body.dataset.parts.split(" "),
      answeredByParagraph: false,
    })),
  );
  const paragraphs = cols[columns.length + 1] && {
    col: cols[columns.length + 1],
    cell: table.tHead.rows[0].cells[areas.length + 1],
    position: columns.length + 1,
  };
  return connected({ table, areas, columns, parts, rows, paragraphs });
}

/** Rows and columns know one another where there is a mark. */
function connected(matrix) {
  const byRow = new Map(matrix.rows.map((row) => [row.row, row]));
  for (const mark of matrix.table.querySelectorAll("td > a")) {
    const row = byRow.get(mark.parentElement.parentElement);
    const column = matrix.columns[mark.parentElement.cellIndex - 1];
    if (column) {
      row.linked.add(column);
      column.linked.add(row);
    } else {
      row.answeredByParagraph = true;
    }
  }
  return { ...matrix, byRow };
}

/* ---- Which rows and columns fit a filter */

/** An id that is typed in full, or its beginning up to a full stop, is meant; other words may stand anywhere. */
function matches(entries, text) {
  const meant = entries.filter(({ codes }) =>
    codes.some((code) => code === text || (code.startsWith(text) && /[^\p{L}\p{N}]/u.test(code[text.length]))),
  );
  const words = text.split(" ");
  return new Set(meant.length ? meant : entries.filter((entry) => words.every((word) => entry.words.includes(word))));
}

const some = (set, test) => [...set].some(test);

function fitting(matrix, { area, part, text, linked }) {
  let rows = matrix.rows.filter((row) => !part || row.parts.includes(part));
  let columns = matrix.columns.filter((column) => !area || column.area === area);
  if (text) {
    [rows, columns] = named(rows, columns, text);
  }
  const paragraphs = Boolean(matrix.paragraphs) && !area;
  if (linked) {
    const [all, shown] = [new Set(columns), new Set(rows)];
    rows = rows.filter(
      (row) => (paragraphs && row.answeredByParagraph) || some(row.linked, (column) => all.has(column)),
    );
    columns = columns.filter((column) => some(column.linked, (row) => shown.has(row)));
  }
  const needed = paragraphs && (!(text || linked) || rows.some((row) => row.answeredByParagraph));
  return { rows: new Set(rows), columns: new Set(columns), paragraphs: needed };
}

/** What the words name, and what is linked to it. An axis on which that is nothing stays whole. */
function named(rows, columns, text) {
  const found = matches([...rows, ...columns], text);
  if (!found.size) {
    return [[], []];
  }
  const near = (entry) => found.has(entry) || some(entry.linked, (other) => found.has(other));
  const [nearRows, nearColumns] = [rows.filter(near), columns.filter(near)];
  return [nearRows.length ? nearRows : rows, nearColumns.length ? nearColumns : columns];
}

/* ---- Showing it */

function hide(elements, hidden) {
  for (const element of elements) {
    element.hidden = hidden;
  }
}

function show(matrix, { rows, columns, paragraphs }) {
  const under = (position) => matrix.rows.map(({ row }) => row.cells[position]);
  for (const column of matrix.columns) {
    if (column.cell.hidden === columns.has(column)) {
      hide([column.cell, column.col, ...under(column.position)], !columns.has(column));
    }
  }
  for (const area of matrix.areas) {
    const count = [...columns].filter((column) => column.area === area.id).length;
    // A group of columns none of which is there would count as a column of its own.
    hide([area.cell, area.group], count === 0);
    area.cell.colSpan = Math.max(count, 1);
  }
  if (matrix.paragraphs) {
    const { col, cell, position } = matrix.paragraphs;
    hide([col.parentElement, cell, ...under(position)], !paragraphs);
  }
  for (const row of matrix.rows) {
    row.row.hidden = !rows.has(row);
  }
  const filled = new Set([...rows].map((row) => row.part));
  for (const part of matrix.parts) {
    part.body.hidden = !filled.has(part);
    part.heading.colSpan = 1 + columns.size + Number(paragraphs);
  }
}

function filter(figure, matrix) {
  const form = figure.querySelector("form");
  const state = Object.fromEntries(new FormData(form));
  const fit = fitting(matrix, { ...state, text: fold(state.text) });
  const nothing = fit.rows.size === 0 || (fit.columns.size === 0 && !fit.paragraphs);
  show(matrix, fit);
  figure.querySelector("[role=region]").hidden = nothing;
  form.querySelector("[data-rows]").textContent = nothing ? 0 : fit.rows.size;
  form.querySelector("[data-columns]").textContent = nothing ? 0 : fit.columns.size;
  form.querySelector("[role=status] strong").hidden = !nothing;
}

/* ---- The filter's state is the address */

const fieldsOf = (form) => [...form.elements].filter((field) => field.name);

function restore(form) {
  const given = new URLSearchParams(location.search);
  for (const field of fieldsOf(form)) {
    const value = given.get(field.name) ?? "";
    if (field.type === "checkbox") {
      field.checked = value === field.value;
    } else {
      field.value = value;
    }
    if (field.selectedIndex === -1) {
      field.selectedIndex = 0;
    }
  }
}

function addressWith(form) {
  const address = new URL(location.href);
  fieldsOf(form).forEach((field) => address.searchParams.delete(field.name));
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) {
      address.searchParams.set(name, value.trim());
    }
  }
  return address;
}

function startFilter(figure, matrix) {
  const form = figure.querySelector("form");
  let typing = false;

  const keep = (types) => {
    // One step back undoes a word, not a letter.
    history[types && typing ? "replaceState" : "pushState"](history.state, "", addressWith(form));
    typing = types;
    filter(figure, matrix);
  };
  const follow = () => {
    typing = false;
    restore(form);
    filter(figure, matrix);
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => keep(event.target.type === "search"));
  form.querySelector("button").addEventListener("click", () => {
    form.reset();
    keep(false);
  });
  addEventListener("popstate", follow);
  follow();
  form.hidden = false;
}

/* ---- Where the reader is */

function startCrosshair(figure, matrix) {
  const reading = figure.querySelector(".matrix__reading");
  const { table } = matrix;
  const at = { pointer: null, focus: null };
  let lit = [];

  const draw = () => {
    const cell = at.pointer ?? at.focus ?? addressed(table);
    const [row, column] = cell ? crossing(matrix, cell) : [];
    lit.forEach((element) => element.classList.remove("is-here"));
    lit = [row?.row, column?.col, column?.cell].filter(Boolean);
    lit.forEach((element) => element.classList.add("is-here"));
    read(reading, cell, [row, column]);
  };

  const turn = (to) => {
    if (Object.entries(to).some(([device, cell]) => at[device] !== cell)) {
      Object.assign(at, to);
      draw();
    }
  };
  const touched = (event) => event.target.closest("td, th");
  // Not "pointerover", which also comes when the table is scrolled below a pointer that rests.
  for (const type of ["pointermove", "pointerdown"]) {
    table.addEventListener(type, (event) => turn({ pointer: touched(event) }));
  }
  table.addEventListener("pointerleave", () => turn({ pointer: null }));
  table.addEventListener("focusin", (event) => turn({ pointer: null, focus: touched(event) }));
  table.addEventListener("focusout", () => turn({ focus: null }));
  reading.hidden = false;
  draw();

  const arrive = () => {
    draw();
    lead(table);
  };
  addEventListener("hashchange", arrive);
  if (document.readyState === "complete") {
    arrive();
  } else {
    // Until then the browser itself scrolls, to what the filter has moved.
    addEventListener("load", arrive);
  }
}

/** The row and the column that meet in a cell; one of them, or an area, for a heading. */
function crossing(matrix, cell) {
  const row = matrix.byRow.get(cell.parentElement);
  if (row) {
    const column = matrix.columns[cell.cellIndex - 1];
    return [row, column ?? (cell.cellIndex ? matrix.paragraphs : undefined)];
  }
  return [undefined, [...matrix.columns, ...matrix.areas].find((entry) => entry.cell === cell)];
}

/** In words what stands there: the linkage, or the two that have none, and their titles. */
function read(reading, cell, entries) {
  const [says, titles] = reading.children;
  const named = entries.filter((entry) => entry?.code);
  const marks = cell?.matches("td") ? [...cell.querySelectorAll("a")] : [];
  const linkages = marks.map((mark) => mark.getAttribute("aria-label"));
  says.textContent = linkages.join("; ") || named.map(({ code }) => code).join(" × ");
  titles.textContent = named.map(({ title }) => title).join(" · ");
}

/** The cell that the address names. */
function addressed(table) {
  const cell = location.hash && document.getElementById(location.hash.slice(1));
  return cell && table.contains(cell) ? cell : null;
}

/** To the addressed cell belongs the head of the table, at the upper end of the region. */
function lead(table) {
  const cell = addressed(table);
  if (cell) {
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    table.parentElement.scrollIntoView({ block: "nearest" });
  }
}

for (const figure of document.querySelectorAll(".matrix")) {
  const matrix = readTable(figure.querySelector("table"));
  startFilter(figure, matrix);
  startCrosshair(figure, matrix);
}
