/* Where the reader is: a row and a column are lit, and what meets there is read below the table. */

import { anchored } from "../anchor.js";
import { cellAt, crossing, emptyWords, lines } from "./table.js";

/** The cell that the address names. */
export function addressed(table) {
  const cell = anchored()?.closest("td, th");
  return cell && table.contains(cell) ? cell : null;
}

/** For how long a pointer rests on a cell that is meant, and not only crossed on the way. */
const REST = 300;

/** Below the table, the address of the cell that somebody last chose or rested on: share.js makes more of it. */
function sharing(figure, matrix) {
  const link = figure.querySelector(".matrix__share");
  let soon;
  const name = (cell) => {
    const entries = crossing(matrix, cell).filter(Boolean);
    link.textContent = `¶ ${entries.map(({ code }) => code).join(" × ")}`;
    link.dataset.place = wordsOf(matrix, cell, entries);
    link.dataset.wording = entries.map(({ cell: head }) => head?.dataset.wording ?? "").join("");
    link.href = `#${cell.id}`;
    link.hidden = false;
  };
  return (cell, wait = 0) => {
    clearTimeout(soon);
    if (cell?.id) {
      soon = setTimeout(name, wait, cell);
    }
  };
}

export function startCrosshair(figure, matrix) {
  const reading = figure.querySelector(".matrix__reading");
  const { table } = matrix;
  const at = { pointer: null, focus: null };
  const offer = sharing(figure, matrix);
  let lit = [];

  const draw = () => {
    const cell = at.pointer ?? at.focus ?? addressed(table);
    const entries = cell ? crossing(matrix, cell).filter(Boolean) : [];
    lit.forEach((element) => element.classList.remove("is-here"));
    lit = entries.flatMap((entry) => litBy(matrix, entry));
    lit.forEach((element) => element.classList.add("is-here"));
    read(matrix, reading, cell, entries);
  };

  const move = (to, rest) => {
    if (Object.entries(to).some(([device, cell]) => at[device] !== cell)) {
      Object.assign(at, to);
      offer(to.focus ?? to.pointer, rest);
      draw();
    }
  };
  const touched = (event) => event.target.closest("td, th");
  // Not "pointerover", which also comes when the table is scrolled below a pointer that rests.
  for (const type of ["pointermove", "pointerdown"]) {
    table.addEventListener(type, (event) => move({ pointer: touched(event) }, REST));
  }
  table.addEventListener("pointerdown", (event) => offer(touched(event)));
  table.addEventListener("pointerleave", () => move({ pointer: null }));
  table.addEventListener("focusin", (event) => move({ pointer: null, focus: touched(event) }));
  table.addEventListener("focusout", () => move({ focus: null }));
  figure.addEventListener("redrawn", draw);
  reading.hidden = false;

  const arrive = () => {
    offer(addressed(table));
    draw();
    lead(table);
  };
  addEventListener("hashchange", arrive);
  if (document.readyState === "complete") {
    arrive();
  } else {
    draw();
    // Until then the browser itself scrolls, to what the filter has moved.
    addEventListener("load", arrive);
  }
}

/** A line is one element; a column is its heading and a cell in each line. */
function litBy(matrix, entry) {
  const [downs, acrosses] = lines(matrix);
  if (acrosses.includes(entry)) {
    return [entry.cell, ...downs.map((down) => cellAt(matrix, down, entry))];
  }
  return downs.includes(entry) ? [entry.line] : [entry.cell];
}

/** In words what stands there: the linkage, or the two that have none, and their titles. */
function read(matrix, reading, cell, entries) {
  const [says, titles] = reading.children;
  const named = entries.map(({ title }) => title).filter(Boolean).join(" · ");
  const words = wordsOf(matrix, cell, entries);
  [says.textContent, titles.textContent] = words ? [words, named] : [named, ""];
}

function wordsOf(matrix, cell, entries) {
  if (cell?.matches("td:is(:empty, :has(> .former:only-child)):not(.matrix__sum)")) {
    return emptyWords(matrix, cell);
  }
  const marks = cell?.matches("td") ? [...cell.querySelectorAll("a")] : [];
  const linkages = marks.map((mark) => mark.getAttribute("aria-label"));
  return linkages.join("; ") || entries.map(({ code }) => code).filter(Boolean).join(" × ");
}

/** To the addressed cell belongs the head of the table, at the upper end of the region. */
function lead(table) {
  const cell = addressed(table);
  if (cell) {
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    table.parentElement.scrollIntoView({ block: "nearest" });
  }
}
