/* One stop for the Tab key, and arrow keys from cell to cell. Screen readers are told that it works like this. */

import { addressed } from "./place.js";
import { axes, cellAt, emptyWords, lines } from "./table.js";

const isSeen = (element) => Boolean(element?.isConnected && element.checkVisibility());

/** What can be reached in a cell: its links and buttons; of a cell that has none, itself. */
function stopsIn(cell) {
  const inside = [...cell.querySelectorAll("a, button")].filter(isSeen);
  return inside.length ? inside : [cell];
}

/** The places in a line, as they are shown; the first is the heading's. */
function slotsOf(matrix) {
  const [, acrossGroups] = axes(matrix);
  const inGroups = acrossGroups.flatMap((group) => (group.sums ? [group] : group.members));
  return ["heading", ...inGroups, ...(matrix.extra && !matrix.turned ? [matrix.extra] : [])];
}

/** The lines from the head to the foot; each knows its cell in a place. */
function linesOf(matrix) {
  const [first, second] = matrix.table.tHead.rows;
  const [downGroups] = axes(matrix);
  const inLine = (entry, slot) =>
    slot.sums ? [...slot.sums].find(([, down]) => down === entry)[0] : cellAt(matrix, entry, slot);
  const asLine = (entry) => ({
    line: entry.line,
    at: (slot) => (slot === "heading" ? entry.cell : inLine(entry, slot)),
  });
  return [
    { line: first, at: (slot) => (slot === "heading" ? matrix.corner : (slot.group ?? slot).cell) },
    { line: second, at: (slot) => (slot === "heading" ? matrix.corner : slot.cell) },
    ...downGroups.flatMap((group) => [
      { line: group.cell.parentElement, at: () => group.cell, passes: !group.folded },
      ...group.members.map(asLine),
    ]),
    ...lines(matrix)[0].filter((entry) => entry === matrix.extra).map(asLine),
  ];
}

/** The cell of a line in a place, or the nearest to it that is seen: a phone shows no empty ones. */
function nearest(line, slots, wanted) {
  if (isSeen(line.at(wanted))) {
    return line.at(wanted);
  }
  const distance = (slot) => Math.abs(slots.indexOf(slot) - slots.indexOf(wanted));
  const seen = slots.filter((slot) => isSeen(line.at(slot)));
  return seen.length ? line.at(seen.reduce((best, slot) => (distance(slot) < distance(best) ? slot : best))) : undefined;
}

/** The cell that many lines on, or as far as there are lines; headings between the lines don't count. */
function ahead(found, slots, wanted, count, cell) {
  let goal;
  let left = count;
  for (const line of found) {
    const next = isSeen(line.line) && !(line.passes && wanted !== slots[0]) && nearest(line, slots, wanted);
    if (next && next !== cell) {
      goal = next;
      left -= 1;
    }
    if (left === 0) {
      break;
    }
  }
  return goal ?? cell;
}

function goal(key, { all, from, slots, wanted, page, cell }) {
  const [before, after] = [all.slice(0, from).reverse(), all.slice(from + 1)];
  const [found, count] = {
    ArrowUp: [before, 1],
    ArrowDown: [after, 1],
    PageUp: [before, page],
    PageDown: [after, page],
    TableHome: [all, 1],
    TableEnd: [[...all].reverse(), 1],
  }[key];
  return ahead(found, slots, wanted, count, cell);
}

/** Within a line: to the next thing in the cell, then to the next cell. */
function beside(line, slots, key, stop, cell) {
  const cells = [...new Set(slots.map(line.at))].filter(isSeen);
  const stops = cells.flatMap(stopsIn);
  const at = stops.indexOf(stop);
  const ends = { Home: stopsIn(cells[0])[0], End: stopsIn(cells.at(-1))[0] };
  return ends[key] ?? stops[at + (key === "ArrowRight" ? 1 : -1)] ?? stopsIn(cell)[0];
}

export function startKeys(figure, matrix) {
  const { table } = matrix;
  const region = table.parentElement;
  let current;
  let wanted = "heading";

  const rove = (stop) => {
    current?.setAttribute("tabindex", -1);
    current = stop;
    current?.setAttribute("tabindex", 0);
  };
  const firstSeen = (kind) => [...table.querySelectorAll(kind)].find(isSeen);
  const settle = () => {
    if (!isSeen(current)) {
      const cell = addressed(table) ?? ["tbody [scope=row]", "tbody th"].map(firstSeen).find(Boolean);
      rove(isSeen(cell) ? stopsIn(cell).at(-1) : undefined);
    }
  };
  const go = (stop) => {
    if (stop.matches("td:is(:empty, :has(> .former:only-child)):not(.matrix__sum)")) {
      stop.ariaLabel = emptyWords(matrix, stop);
    }
    stop.tabIndex = -1;
    stop.focus();
  };

  const press = (event) => {
    const cell = event.target.closest("td, th");
    const key = event.ctrlKey ? { Home: "TableHome", End: "TableEnd" }[event.key] : event.key;
    if (!cell || !key || event.altKey || event.metaKey || event.shiftKey) {
      return;
    }
    const [all, slots] = [linesOf(matrix), slotsOf(matrix)];
    const from = all.findIndex(({ line }) => line === cell.parentElement);
    const line = all[from];
    const at = (slot) => line.at(slot) === cell;
    const slot = at(wanted) ? wanted : slots.find(at);
    if (/^(Arrow(Up|Down)|Page|Table)/.test(key)) {
      wanted = { TableHome: slots[0], TableEnd: slots.at(-1) }[key] ?? slot;
      const room = Math.min(region.clientHeight, innerHeight) - table.tHead.offsetHeight;
      const page = Math.max(1, Math.floor(room / cell.offsetHeight) - 1);
      go(stopsIn(goal(key, { all, from, slots, wanted, page, cell }))[0]);
    } else if (/^(Arrow(Left|Right)|Home|End)$/.test(key)) {
      go(beside(line, slots, key, event.target, cell));
      wanted = slots.find((one) => line.at(one) === document.activeElement.closest("td, th"));
    } else if (key === "Escape") {
      region.focus();
    } else {
      return;
    }
    event.preventDefault();
  };

  table.role = "grid";
  table.ariaReadOnly = "true";
  table.querySelectorAll("td[role]").forEach((cell) => (cell.role = "gridcell"));
  [region, ...table.querySelectorAll("a, button")].forEach((one) => (one.tabIndex = -1));
  table.addEventListener("keydown", press);
  table.addEventListener("focusin", (event) => rove(event.target));
  // Not at once: to ask what is seen would have the whole table laid out while somebody types.
  figure.addEventListener("redrawn", () => requestAnimationFrame(settle));
}
