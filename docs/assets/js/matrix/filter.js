/* The state of the filter, the collapsed groups and the axes is the address. */

import { fitting, fold } from "./fit.js";
import { addressed } from "./place.js";
import { show, tell, unsum } from "./show.js";
import { crossing, turn } from "./table.js";

const FOLDED = { closed_area: "areas", closed_part: "parts" };
const fieldsOf = (form) => [...form.elements].filter((field) => field.matches("input, select"));

function restore(form, matrix) {
  const given = new URLSearchParams(location.search);
  for (const field of fieldsOf(form)) {
    field.value = given.get(field.name) ?? "";
    if (field.selectedIndex === -1) {
      field.selectedIndex = 0;
    }
  }
  // What addresses said before there was a choice
  if (given.get("linked") === "1" && !given.has("marks")) {
    form.elements.marks.value = "linked";
  }
  for (const [name, groups] of Object.entries(FOLDED)) {
    const folded = given.getAll(name);
    matrix[groups].forEach((group) => (group.folded = folded.includes(group.id)));
  }
  if ((given.get("turned") === "1") !== matrix.turned) {
    turnOver(matrix);
  }
}

function turnOver(matrix) {
  [...matrix.areas, ...matrix.parts].forEach(unsum);
  turn(matrix);
}

function addressWith(form, matrix) {
  const address = new URL(location.href);
  const given = address.searchParams;
  [...fieldsOf(form).map(({ name }) => name), ...Object.keys(FOLDED), "turned", "linked"].forEach((name) =>
    given.delete(name),
  );
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) {
      given.set(name, value.trim());
    }
  }
  for (const [name, groups] of Object.entries(FOLDED)) {
    matrix[groups].filter((group) => group.folded).forEach((group) => given.append(name, group.id));
  }
  if (matrix.turned) {
    given.set("turned", "1");
  }
  return address;
}

const state = (form) => ({ ...Object.fromEntries(new FormData(form)), text: fold(form.elements.text.value) });

/** What of the state hides the cell that the address names is given up, and nothing else. */
function loosen(form, matrix) {
  const cell = addressed(matrix.table);
  const [one, other] = cell ? crossing(matrix, cell) : [];
  if (!other || other === matrix.extra || one === matrix.extra) {
    return false;
  }
  const [row, column] = matrix.turned ? [other, one] : [one, other];
  const wasFolded = row.group.folded || column.group.folded;
  row.group.folded = column.group.folded = false;
  const fits = () => {
    const fit = fitting(matrix, state(form));
    return fit.rows.has(row) && fit.columns.has(column);
  };
  const { area, part, text, marks } = form.elements;
  const given = [area, part, text, marks].map(({ value }) => value);
  area.value = area.value === column.group.id ? area.value : "";
  part.value = row.group.within.includes(part.value) ? part.value : "";
  for (const field of [text, marks]) {
    field.value = fits() ? field.value : "";
  }
  return wasFolded || [area, part, text, marks].some(({ value }, at) => value !== given[at]);
}

export function startFilter(figure, matrix) {
  const form = figure.querySelector("form");
  const { open, turn: turner, clear } = form.elements;
  const status = form.querySelector("[role=status]");
  const region = figure.querySelector("[role=region]");
  let typing = false;

  const draw = (when = {}) => {
    const fit = fitting(matrix, state(form));
    show(matrix, fit);
    region.hidden = tell(status, matrix, fit, when);
    turner.setAttribute("aria-pressed", matrix.turned);
    figure.dispatchEvent(new Event("redrawn"));
  };
  const keep = (types) => {
    // One step back undoes a word, not a letter.
    history[types && typing ? "replaceState" : "pushState"](history.state, "", addressWith(form, matrix));
    typing = types;
    draw();
  };
  const follow = () => {
    typing = false;
    restore(form, matrix);
    const loosened = loosen(form, matrix);
    if (loosened) {
      history.replaceState(history.state, "", addressWith(form, matrix));
    }
    draw({ loosened });
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => keep(event.target.type === "search"));
  clear.addEventListener("click", () => {
    form.reset();
    [...matrix.areas, ...matrix.parts].forEach((group) => (group.folded = false));
    keep(false);
  });
  turner.addEventListener("click", () => {
    turnOver(matrix);
    keep(false);
    // What stood there stands elsewhere now.
    region.scrollTo(0, 0);
  });
  open.addEventListener("click", () => {
    open.setAttribute("aria-expanded", figure.classList.toggle("is-open"));
  });
  matrix.table.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const group = [...matrix.areas, ...matrix.parts].find((one) => one.button === button);
    if (group) {
      group.folded = !group.folded;
      keep(false);
    }
  });
  addEventListener("popstate", follow);
  follow();
  [form, ...matrix.table.querySelectorAll("button")].forEach((one) => (one.hidden = false));
}
