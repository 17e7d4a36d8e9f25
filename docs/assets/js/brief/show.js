/* Lays the records of a brief out on its page, in their order. */

const root = document.querySelector(".brief");
const list = root.querySelector(".brief__list");
const body = root.querySelector(".brief__records");
const gaps = root.querySelector(".brief__gaps");
const row = root.querySelector("template");

const element = (name, className, ...inner) => {
  const made = document.createElement(name);
  made.className = className;
  made.append(...inner);
  return made;
};

const link = (address, text) => {
  const made = element("a", "", text);
  made.href = address;
  return made;
};

/** A sentence of the site, with values put in. */
export const said = (key, values = {}) => root.dataset[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

const within = (address) => address.pathname + address.hash;

function heading({ address, code, title }) {
  const made = element("h2", "", link(within(address), ""));
  const above = element("span", "eyebrow", code, element("span", "heard", ": "));
  made.firstChild.append(...(code ? [above] : []), element("span", "", code ? title.slice(code.length + 2) : title));
  return made;
}

/** The part of the page that a record fills. It is made once, and only moved later. */
export function sectionOf(found) {
  const made = element("section", "brief__record", heading(found));
  made.id = found.place;
  made.append(element("p", "brief__address quiet", found.address.href));
  if (found.before) {
    made.append(element("p", "remark", said("moved", { record: found.before })));
  }
  made.append(...found.parts);
  return made;
}

function line(found) {
  const made = row.content.cloneNode(true).firstElementChild;
  const name = made.querySelector("a");
  made.dataset.record = found.record;
  name.append(found.title);
  if (found.fault) {
    name.href = within(found.address);
    made.querySelector(".quiet").append(said(found.fault));
  } else if (found.place) {
    name.href = `#${found.place}`;
    made.querySelector(".quiet").append(found.facts.join(" · "));
  }
  made.querySelectorAll(".heard").forEach((one) => one.append(` ${found.title}`));
  return made;
}

/** A link to what stands in the brief leads there, any other to its page. */
function mendLinks(shown) {
  const places = new Map(shown.map((one) => [within(one.address), one.place]));
  for (const one of body.querySelectorAll(":not(h2) > a[href]")) {
    one.dataset.leads ??= one.getAttribute("href");
    const [path, anchor] = one.dataset.leads.split("#");
    const inner = anchor && places.has(path) && `${places.get(path)}--${anchor}`;
    const here = places.get(one.dataset.leads) ?? (inner && document.getElementById(inner) ? inner : "");
    one.setAttribute("href", here ? `#${here}` : one.dataset.leads);
  }
}

function showGaps(shown) {
  const found = shown.filter((one) => one.gaps.length);
  const entries = found.map((one) => {
    const sentences = one.gaps.map((gap) => element("li", "", gap));
    return element("li", "", link(`#${one.place}`, one.title), element("ul", "", ...sentences));
  });
  gaps.querySelector("ul").replaceChildren(...entries);
  gaps.querySelector("p").hidden = found.length > 0;
  gaps.hidden = !shown.length;
}

/** One key for all records, in the order in which they need it. */
function showKey(shown) {
  root.querySelector(".key")?.remove();
  const keys = shown.map((one) => one.key?.cloneNode(true)).filter(Boolean);
  const rows = new Map(
    keys.flatMap((key) => [...key.querySelectorAll("dl > div")]).map((one) => [one.querySelector("dt").textContent, one]),
  );
  keys[0]?.querySelector("dl").replaceChildren(...rows.values());
  gaps.after(...keys.slice(0, rows.size ? 1 : 0));
}

/** All records in the order of the brief; `known` holds what has come so far. */
export function show(records, known) {
  const found = records.map((record) => known.get(record) ?? { record, title: record });
  const shown = found.filter((one) => one.section);
  list.replaceChildren(...found.map(line));
  body.replaceChildren(...shown.map((one) => one.section));
  mendLinks(shown);
  showGaps(shown);
  showKey(shown);
}
