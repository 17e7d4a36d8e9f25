/* The card of the record that a link leads to, while a mouse rests on the link or a key brought the focus
   there. What is on it comes from the page that the link leads to. */
const WAIT = 250
const GAP = 8
const MOST = 240
const pages = new Map()
const card = document.createElement("div")
let link, focused, timer, loading
let undo = []

const words = element => element?.textContent?.replace(/\s+/g, " ").trim() ?? ""

/** The first words: a card is read out as a whole. */
const few = text => text.length > MOST ? `${text.slice(0, MOST).replace(/\s+\S*$/, "")} …` : text

const element = (name, ...inner) => {
  const made = document.createElement(name)
  made.append(...inner)
  return made
}

const address = one => new URL(one.getAttribute("href"), document.baseURI)

/** The link to another page that an event is about. A matrix says beside its marks what they mean. */
const linkOf = target => {
  const one = target.closest?.("article a[href]:not(.headerlink, .matrix td a)")
  const { origin, pathname } = one ? address(one) : {}
  return origin === location.origin && pathname !== location.pathname && pathname.endsWith("/") && one
}

const load = page => {
  if (!pages.has(page)) {
    loading = new AbortController()
    const article = fetch(page, loading)
      .then(response => response.ok && response.text())
      .then(text => {
        const found = new DOMParser().parseFromString(text, "text/html").querySelector("article")
        found.querySelectorAll(".headerlink").forEach(one => one.remove())
        found.querySelectorAll("li, p, summary").forEach(one => one.before(" "))
        return found
      })
    article.catch(() => pages.delete(page))
    pages.set(page, article)
  }
  return pages.get(page)
}

/** The words of an element, and after them its marks, which look as they do on the page. */
const parts = found => {
  const copy = found?.cloneNode(true)
  const marks = [...copy?.querySelectorAll(".mark") ?? []]
  marks.forEach(one => one.remove())
  return [words(copy), ...marks.flatMap(one => {
    const mark = element("span", words(one))
    mark.className = one.className
    return [" ", mark]
  })]
}

/** A row of facts. What begins with its own name ("Area: Area 1: Title") is named once. */
const fact = row => {
  const name = words(row.querySelector("dt"))
  const [text, ...marks] = parts(row.querySelector("dd"))
  const [call, title] = text.startsWith(`${name} `) ? text.split(/: (.*)/) : []
  return element("div", element("dt", `${title ? call : name}: `), element("dd", title || text, ...marks))
}

/** What stands at the anchor, or the page's title, the rows marked for a card, and its first words. */
const content = (article, anchor) => {
  const heading = words(article.querySelector("h1"))
  const place = anchor && article.querySelector(`[id="${CSS.escape(anchor)}"]`)
  const name = place && (place.querySelector("dt, b, h2, h3") ?? place)
  const title = words(name)
  if (title) {
    const text = words(place.querySelector("dd") ?? (name === place ? place.nextElementSibling : place))
    return [element("b", title), element("small", heading), element("p", few(text.replace(title, "")))]
  }
  const facts = [...article.querySelectorAll("[data-card]")].map(fact)
  const [text, ...marks] = parts(article.querySelector(".lede"))
  return [element("b", heading), element("dl", ...facts), element("p", few(text), ...marks)]
}

/** Below the link or above it, where there is more room; never on it. */
const put = () => {
  const { left, right, top, bottom } = link.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const under = clientHeight - bottom - 2 * GAP
  const above = top - 2 * GAP
  const below = under > card.scrollHeight || under > above
  if (bottom < 0 || top > clientHeight) return hide()
  const start = getComputedStyle(link).direction === "rtl" ? right - card.offsetWidth : left
  const set = (name, pixels) => card.style.setProperty(name, `${pixels}px`)
  set("max-height", Math.max(0, below ? under : above))
  set("left", Math.max(GAP, Math.min(start, clientWidth - card.offsetWidth - GAP)))
  set("top", below ? bottom + GAP : top - GAP - card.offsetHeight)
}

/** The browser's own tooltips stay away meanwhile: titles in the link and around it. */
const hush = () => {
  const around = []
  for (let one = link; one; one = one.parentElement) around.push(one, ...one.querySelectorAll(":scope > title"))
  for (const one of new Set([...around, ...link.querySelectorAll("[title], title")])) {
    const { parentNode, nextSibling } = one
    const title = one.getAttribute("title")
    if (one.localName === "title") {
      undo.push(() => parentNode.insertBefore(one, nextSibling))
      one.remove()
    } else if (title) {
      undo.push(() => one.setAttribute("title", title))
      one.removeAttribute("title")
    }
  }
}

const show = async (one, byFocus) => {
  hide()
  if (!one.matches(":hover, :focus-visible")) return
  link = one
  focused = byFocus
  const { origin, pathname, hash } = address(one)
  const article = await load(origin + pathname).catch(() => null)
  if (link !== one || !article?.querySelector("h1")) return
  card.replaceChildren(...content(article, decodeURIComponent(hash.slice(1))))
  if (!byFocus) hush()
  card.showPopover()
  link.setAttribute("aria-describedby", card.id)
  put()
}

const hide = () => {
  clearTimeout(timer)
  loading?.abort()
  undo.reverse().forEach(restore => restore())
  undo = []
  card.hidePopover()
  link?.removeAttribute("aria-describedby")
  link = loading = focused = null
}

const soon = (...act) => {
  clearTimeout(timer)
  timer = setTimeout(...act)
}

const over = ({ pointerType, target }) => {
  if (pointerType !== "mouse") return
  const one = linkOf(target)
  if (card.contains(target) || one && one === link) clearTimeout(timer)
  else if (one) soon(show, WAIT, one)
  else if (!focused) soon(hide, WAIT)
}

const focus = ({ target }) => {
  if (target.matches(":focus-visible") && linkOf(target)) soon(show, WAIT, target, true)
}

/** Takes over, from the event that was the first of its kind. */
export const start = first => {
  Object.assign(card, { id: "preview", role: "tooltip", popover: "manual" })
  document.querySelector("article").append(card)
  addEventListener("pointerover", over)
  addEventListener("focusin", focus)
  addEventListener("keydown", ({ key }) => key === "Escape" && hide())
  addEventListener("pointerdown", ({ target }) => card.contains(target) || hide())
  addEventListener("focusout", hide)
  addEventListener("pagehide", hide)
  document.addEventListener("pointerleave", hide)
  addEventListener("scroll", () => card.matches(":popover-open") && put(), true)
  if (first.type === "focusin") focus(first)
  else over(first)
}
