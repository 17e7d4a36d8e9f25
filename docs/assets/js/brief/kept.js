/* The brief that a reader collects: how it is spelled in the address of its page, and kept by the browser. */

/** Where the site begins: this file stands three folders below. */
export const base = new URL("../../../", import.meta.url);
export const page = new URL("brief/", base);

/** Several sites may share a host. */
const KEY = `${base.pathname}brief`;
const LONGEST_TITLE = 120;

/** A record without the marks that mail programs leave around an address. */
const tidy = (record) => record.trim().replace(/^[/<("'\s]+|[/.;>)\]"'\s]+$/g, "");

export function parse(query) {
  const given = new URLSearchParams(query);
  const records = given.getAll("r").join(",").split(",").map(tidy).filter(Boolean);
  return { title: (given.get("t") ?? "").trim().slice(0, LONGEST_TITLE), records: [...new Set(records)] };
}

/** Legible, and without anything that a mail program would take for the end of an address. */
const encode = (text) =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%2F", "/")
    .replaceAll("%3A", ":")
    .replaceAll("%20", "+");

/** The records last, so that the address ends with a letter or a figure. */
export function spell({ title, records }) {
  const query = [title && `t=${encode(title)}`, records.length && `r=${records.map(encode).join(",")}`];
  const said = query.filter(Boolean).join("&");
  return said && `?${said}`;
}

/** Null where the browser never kept any, or may not. */
export function kept() {
  try {
    const said = localStorage.getItem(KEY);
    return said === null ? null : parse(said);
  } catch {
    return null;
  }
}

export const read = () => kept() ?? parse("");

/** Returns whether the browser keeps it. */
export function write(brief) {
  try {
    localStorage.setItem(KEY, spell(brief));
    return true;
  } catch {
    return false;
  }
}

/** Puts records in, at the end, or takes them out. Returns whether the browser keeps it. */
export function put(records, wanted) {
  const { title, records: before } = read();
  const others = before.filter((one) => !records.includes(one));
  const kept = wanted ? [...before, ...records.filter((one) => !before.includes(one))] : others;
  return write({ title, records: kept });
}

/** The record whose page has this address; with an anchor, what stands there. */
export const recordAt = (address, anchor) =>
  address.pathname.slice(base.pathname.length).replace(/\/$/, "") + (anchor ? `:${anchor}` : "");
