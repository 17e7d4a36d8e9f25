/* A list is narrowed by the fields above it, and the page's address holds what they say.
   Without this script the form isn't seen, and the list is whole. */

import { anchored } from "./anchor.js";

const ALIKE = [
  [/\p{M}/gu, ""],
  [/[\u2010-\u2015]/g, "-"],
  [/[\u2018\u2019]/g, "'"],
  [/\s+/g, " "],
];

/** What a reader types alike is alike: no accents, no capitals, one kind of dash. */
const fold = (text) =>
  ALIKE.reduce((folded, [from, to]) => folded.replace(from, to), text.normalize("NFKD")).trim().toLowerCase();

/* Neither "2.1" in "12.1" nor "5" in "A.5"; but "347" in "GB.347", where more than a code's letter stands before. */
const BEFORE = String.raw`(?<![\p{L}\p{N}]|\p{N}\.|(?<!\p{L})\p{L}\.)`;

/** A word with a figure in it is a code or its beginning, and stands alone. Others may stand anywhere. */
function test(word) {
  const code = word.replace(/[^\p{L}\p{N})]+$/u, "");
  if (!/\p{N}/u.test(code)) {
    return (text) => text.includes(word);
  }
  const written = code.replace(/[^\p{L}\p{N}]/gu, String.raw`\$&`);
  const pattern = new RegExp(String.raw`${BEFORE}${written}(?![\p{L}\p{N}])`, "u");
  return (text) => pattern.test(text);
}

const form = document.querySelector("form.finder");
const fields = [...form.elements].filter((field) => field.name);
const items = [...document.querySelectorAll("[data-item]")].map((element) => ({ element }));
const groups = [...document.querySelectorAll("[data-group]")];
const jumps = [...document.querySelectorAll(".jumps a")];
const part = (name) => form.querySelector(name);

/** The item, or the group of them, that the address names: no filter hides it. */
function named() {
  const target = anchored();
  return target?.closest("[data-item]") ?? target?.closest("[data-group]");
}

function apply() {
  const used = fields.filter((field) => field.value.trim());
  const chosen = used.filter((field) => field.name !== "text");
  const words = fold(form.elements.text.value).split(" ").filter(Boolean).map(test);
  const fits = (item) =>
    chosen.every(({ name, value }) => item.element.dataset[name]?.split(" ").includes(value)) &&
    words.every((word) => word((item.text ??= fold(`${item.element.textContent} ${item.element.dataset.words ?? ""}`))));
  const here = named();
  let shown = 0;
  for (const item of items) {
    item.element.hidden = !(fits(item) || here?.contains(item.element));
    shown += Number(!item.element.hidden);
  }
  for (const group of groups) {
    group.hidden = used.length > 0 && group !== here && !group.querySelector("[data-item]:not([hidden])");
  }
  for (const jump of jumps) {
    const place = document.getElementById(jump.hash.slice(1))?.closest("[data-group]");
    jump.parentElement.hidden = Boolean(place?.hidden);
  }
  say(used, shown);
}

function say(used, shown) {
  part("[data-shown]").textContent = shown;
  part("[data-used]").textContent = used.map(spoken).join("; ");
  part(".finder__used").hidden = !used.length;
  part(".finder__none").hidden = shown > 0;
}

/** A field and what it says, in the words of the form. */
function spoken(field) {
  const value = field.selectedOptions?.[0].textContent ?? field.value;
  return `${field.labels[0].firstChild.textContent.trim()}: ${value.trim()}`;
}

function restore() {
  const given = new URLSearchParams(location.search);
  const address = new URL(location.href);
  for (const field of fields) {
    field.value = given.get(field.name) ?? "";
    if (field.selectedIndex === -1) {
      field.selectedIndex = 0;
      address.searchParams.delete(field.name);
    }
  }
  if (address.search !== location.search) {
    history.replaceState(history.state, "", address);
  }
  apply();
}

function keep() {
  const address = new URL(location.href);
  // Whoever filters looks for something else than what the address led to.
  address.hash = "";
  for (const { name, value } of fields) {
    address.searchParams.delete(name);
    if (value.trim()) {
      address.searchParams.set(name, value.trim());
    }
  }
  history.replaceState(history.state, "", address);
  apply();
}

function clear() {
  fields.forEach((field) => (field.value = ""));
  keep();
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", keep);
form.addEventListener("reset", (event) => {
  event.preventDefault();
  clear();
  // The button may be gone now, and the focus would be with it.
  form.elements.text.focus();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.localName !== "select" && fields.some((field) => field.value)) {
    event.preventDefault();
    clear();
  }
});
const chooser = part("[data-brief-choose]");
chooser?.addEventListener("click", () => import("./brief/choose.js").then(({ turn }) => turn(chooser)));
addEventListener("popstate", restore);
addEventListener("hashchange", () => {
  apply();
  named()?.scrollIntoView();
});
restore();
delete document.documentElement.dataset.filtered;
if (location.search && named()) {
  // What stood above it may be hidden now.
  addEventListener("load", () => named()?.scrollIntoView(), { once: true });
}
