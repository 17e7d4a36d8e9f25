/* A box before each item of a list: what is ticked is in the brief. Loaded when somebody wants to choose. */

import { show, tell } from "../brief-add.js";
import { put, read, recordAt } from "./kept.js";

const article = document.querySelector("article");
const all = document.querySelector("[data-brief-all]");
const boxes = [];

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = new URL("../../css/brief-choose.css", import.meta.url);

/** An item that says itself what it holds is a place on this page; another leads to its record's page. */
function recordOf(item) {
  const own = item.querySelector("dt");
  const link = item.querySelector("a[href]");
  return own ? recordAt(location, item.id) : recordAt(new URL(link.getAttribute("href"), document.baseURI));
}

function add(item) {
  const place = item.querySelector("dt") ?? item;
  const label = document.createElement("label");
  const box = document.createElement("input");
  label.className = "brief-pick";
  box.type = "checkbox";
  box.value = recordOf(item);
  box.setAttribute("aria-label", (item.querySelector("dt, a")).textContent.replace(/\s+/g, " ").trim());
  box.addEventListener("change", () => keep([box.value], box.checked));
  label.append(box);
  place.prepend(label);
  boxes.push(box);
}

function keep(records, wanted) {
  put(records, wanted);
  tell(wanted);
  tick();
}

/** As the browser kept it, which is all that counts. */
function tick() {
  const { records } = read();
  for (const box of boxes) {
    box.checked = records.includes(box.value);
  }
}

/** Boxes for all items, or none. */
export function turn(opener) {
  const on = opener.getAttribute("aria-expanded") !== "true";
  if (!boxes.length) {
    document.querySelectorAll("[data-item]").forEach(add);
    all.addEventListener("click", () =>
      keep(boxes.filter((box) => box.checkVisibility()).map((box) => box.value), true),
    );
    document.head.append(style);
    addEventListener("storage", tick);
    addEventListener("pageshow", tick);
  }
  opener.setAttribute("aria-expanded", String(on));
  article.toggleAttribute("data-choosing", on);
  document.querySelector("[data-brief-chosen]").hidden = !on;
  tick();
  show();
}
