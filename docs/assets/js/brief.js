/* A brief: records that a reader put together, as one page. The address says which they are. */

import { anchored } from "./anchor.js";
import { kept, page, parse, read, spell, write } from "./brief/kept.js";
import { load } from "./brief/records.js";
import { said, sectionOf, show } from "./brief/show.js";

const root = document.querySelector(".brief");
const heading = document.querySelector("h1");
const usual = heading.firstChild.data;
const part = (name) => root.querySelector(name);
const fields = { title: part("[name=title]"), address: part("[name=address]") };
const known = new Map();

let brief, before;
/** Whether this is the brief that the browser keeps, or came with the address alone. */
let mine;

const count = () => brief.records.length;
const say = (...words) => (part(".brief__status").textContent = said(...words));
const address = () => new URL(spell(brief), page).href;
const same = (one, other) => spell(one) === spell(other);

/** The reader's own where the address says nothing, or was written here for the reader's own. */
function choose() {
  const asked = parse(location.search);
  const own = history.state?.mine && kept() !== null;
  brief = own || !asked.records.length ? read() : asked;
  mine = own || same(brief, read());
}

function nameIt() {
  const title = brief.title || usual;
  heading.firstChild.data = title;
  document.title = document.title.replace(/^.*?(?= – |$)/, () => title);
}

function mail() {
  const shown = brief.records.map((record) => known.get(record)?.title ?? record);
  const body = [brief.title || usual, "", ...shown, "", address(), ""].join("\r\n");
  part(".brief__actions a").href = `mailto:?subject=${encodeURIComponent(brief.title || usual)}&body=${encodeURIComponent(body)}`;
}

/** What depends on the choice and its order, on the page and in the address. */
function update() {
  if (mine) {
    write(brief);
  }
  history.replaceState({ mine }, "", address() + location.hash);
  document.documentElement.dataset.brief = count() ? "full" : "none";
  fields.title.value === brief.title || (fields.title.value = brief.title);
  fields.address.value = address();
  part(".brief__where span").textContent = address();
  part(".brief__foreign").hidden = mine;
  nameIt();
  mail();
  show(brief.records, known);
}

async function fill() {
  const wanted = brief.records.filter((record) => !known.has(record));
  const found = await Promise.all(wanted.map(load));
  found.forEach((one, at) => {
    one.section = one.fault ? null : (known.get(one.record)?.section ?? sectionOf(one));
    known.set(wanted[at], one).set(one.record, one);
  });
  // Records that have another name today go by it; two that became one are one.
  brief.records = [...new Set(brief.records.map((record) => known.get(record)?.record ?? record))];
  update();
}

async function start() {
  choose();
  root.toggleAttribute("aria-busy", count() > 0);
  update();
  if (!count()) {
    return;
  }
  await fill();
  const lacking = brief.records.filter((record) => known.get(record).fault);
  say(lacking.length ? "lacking" : "done", { count: count() - lacking.length, records: lacking.join(", ") });
  root.removeAttribute("aria-busy");
  anchored()?.scrollIntoView();
}

/** Changes the brief, so that it can be undone. */
function change(next, ...words) {
  before = { brief, mine };
  brief = { ...brief, ...next };
  part("[data-do=undo]").hidden = false;
  update();
  say(...words);
}

function without(record) {
  const at = brief.records.indexOf(record);
  change({ records: brief.records.filter((one) => one !== record) }, "removed", { record: titleOf(record) });
  const next = part(".brief__list").children[Math.min(at, count() - 1)];
  (next?.querySelector("[data-do=remove]") ?? part("[data-do=undo]")).focus();
}

const titleOf = (record) => known.get(record)?.title ?? record;

function move(record, step, action) {
  const records = brief.records.filter((one) => one !== record);
  const place = Math.max(0, Math.min(records.length, brief.records.indexOf(record) + step));
  records.splice(place, 0, record);
  change({ records }, "placed", { record: titleOf(record), place: place + 1, count: count() });
  part(`[data-record="${CSS.escape(record)}"] [data-do=${action}]`).focus();
}

async function copy() {
  fields.address.focus();
  fields.address.select();
  try {
    await navigator.clipboard.writeText(address());
    say("copied");
  } catch {
    say("selected");
  }
}

function undo() {
  ({ brief, mine } = before);
  part("[data-do=undo]").hidden = true;
  update();
  say("undone");
  fields.title.focus();
}

const actions = {
  up: (record) => move(record, -1, "up"),
  down: (record) => move(record, 1, "down"),
  remove: without,
  copy,
  undo,
  print: () => print(),
  empty() {
    change({ records: [], title: "" }, "emptied");
    part("[data-do=undo]").focus();
  },
  adopt() {
    mine = true;
    update();
    say("adopted");
    fields.title.focus();
  },
  async mine() {
    history.replaceState(null, "", page);
    await start();
    fields.title.focus();
  },
};

root.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-do]");
  if (button) {
    actions[button.dataset.do](button.closest("[data-record]")?.dataset.record);
  }
});
fields.title.addEventListener("input", () => {
  brief = { ...brief, title: parse(`t=${encodeURIComponent(fields.title.value)}`).title };
  nameIt();
});
fields.title.addEventListener("change", update);
fields.address.addEventListener("focus", () => fields.address.select());
addEventListener("pageshow", ({ persisted }) => persisted && start());

/* The address stands below the title: at the foot of every sheet the title is enough. */
addEventListener("beforeprint", () => {
  const { style } = document.documentElement;
  const date = style.getPropertyValue("--printed-from").split(" · ").at(-1).replace(/"$/, "");
  style.setProperty("--printed-from", JSON.stringify(`${brief.title || usual} · ${date}`));
});

start();
