/* Puts what is called exactly as somebody asks above what the theme finds. The list comes from the build;
   it is fetched when a search begins. Its links are among the theme's results, so that the arrow keys and
   Enter find them there. */
const root = new URL("../../", import.meta.url)
const query = document.querySelector('[data-md-component="search-query"]')
const section = document.querySelector(".search-exact")
const list = section.querySelector("ol")
const status = document.querySelector(".search-exact-status")
const MOST = 12

const style = document.createElement("link")
style.rel = "stylesheet"
style.href = new URL("assets/css/search-exact.css", root)
await new Promise(done => {
  style.onload = style.onerror = done
  document.head.append(style)
})

/** Words and numbers, without case, accents, marks between them and the s of a plural. */
const pieces = text =>
  (text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [])
    .map(piece => piece.length > 2 ? piece.replace(/s$/, "") : piece)

const spelled = text => pieces(text).join(" ")

/** What is left of the question once the code is taken out of it; nothing where the code isn't in it. */
const without = (asked, code) => {
  const at = asked.findIndex((_, start) => code.every((piece, i) => asked[start + i] === piece))
  return at < 0 ? null : [...asked.slice(0, at), ...asked.slice(at + code.length)]
}

const prepared = entry => {
  const { code, call, title, names = [], former = [] } = entry
  const name = [call, title].filter(Boolean).join(": ")
  return {
    ...entry,
    name,
    spellings: new Set([name, call, ...names].map(spelled)),
    titled: spelled(title ?? ""),
    code: code && pieces(code),
    beside: new Set([call, ...names].flatMap(pieces).filter(piece => !/\p{N}/u.test(piece))),
    former: former.map(one => ({ ...one, code: pieces(one.code), version: new Set(pieces(one.version)) })),
  }
}

/** 0 for what is called so, 1 for a title, 2 for a code beside some words of the call, 3 for a former code. */
const rank = (entry, asked, spelling) => {
  if (entry.spellings.has(spelling)) return { entry, rank: 0 }
  if (entry.titled === spelling) return { entry, rank: 1 }
  const fits = (code, more = new Set()) => {
    const rest = without(asked, code)
    return rest?.every(piece => entry.beside.has(piece) || more.has(piece)) ? rest : null
  }
  if (entry.code && fits(entry.code)?.length) return { entry, rank: 2 }
  const former = entry.former.find(one => fits(one.code, one.version))
  return former ? { entry, rank: 3, note: former.says } : null
}

const element = (name, className, ...inner) => {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...inner)
  return made
}

const shown = ({ entry, note }) => {
  const article = element("article", "md-search-result__article md-typeset", element("h1", "", entry.name))
  const about = [entry.about, note].filter(Boolean).join(". ")
  if (about) article.append(element("p", "", about))
  // The theme's Enter key follows the link with the highest score, the first of several.
  article.dataset.mdScore = "1000000"
  const link = element("a", "md-search-result__link", article)
  link.href = new URL(entry.address, root)
  link.tabIndex = -1
  return element("li", "md-search-result__item", link)
}

/** The pages that people wrote by hand are known by what the navigation calls them. */
const navigation = () =>
  [...document.querySelectorAll(".site-nav a")].map(link => ({
    address: link.href, call: link.textContent.trim(), names: link.pathname.split("/").slice(-2, -1),
  }))

/** What the theme says when it has searched and found nothing, in the language of the page. */
const NONE = JSON.parse(document.getElementById("__config").textContent).translations["search.result.none"]
const theirs = section.previousElementSibling
const rest = element("p", "md-search-result__meta search-rest")
const help = element("div", "search-help md-typeset")

/** Words, and pieces with commas between them. */
const line = (lead, pieces) =>
  element("p", "", `${lead} `, ...pieces.flatMap((piece, i) => i ? [", ", piece] : [piece]), ".")

const asLink = ({ address, call }) => {
  const link = element("a", "", call)
  link.href = new URL(address, root)
  return link
}

/** Nothing was found, or nothing else. While the theme still searches, neither is known. */
const judge = () => {
  const none = theirs.textContent.trim() === NONE
  help.hidden = !none || !section.hidden
  rest.hidden = !none || section.hidden
}

const answer = (entries, text) => {
  const asked = pieces(text)
  const spelling = asked.join(" ")
  const found = asked.length ? entries.map(entry => rank(entry, asked, spelling)).filter(Boolean) : []
  found.sort((one, other) => one.rank - other.rank)
  list.replaceChildren(...found.slice(0, MOST).map(shown))
  section.hidden = !found.length
  status.textContent = found.length ? `${section.firstElementChild.textContent}: ${found[0].entry.name}` : ""
}

const response = await fetch(new URL("search/exact.json", root))
const said = await response.json()
const listed = said.entries.map(prepared)
const known = new Set(listed.map(entry => new URL(entry.address, root).href))
const entries = [...listed, ...navigation().filter(one => !known.has(one.address)).map(prepared)]
const again = () => {
  answer(entries, query.value)
  judge()
}
query.addEventListener("input", again)
query.form.addEventListener("reset", () => {
  answer(entries, "")
  judge()
})

rest.textContent = said.nothing_else
const { examples_lead, examples, lists_lead, lists } = said.nothing
help.append(
  line(examples_lead, examples.map(one => element("q", "", one))),
  line(lists_lead, lists.map(asLink)),
)
section.after(rest)
// The theme takes every link among its results for one of its own.
section.parentElement.after(help)
new MutationObserver(judge).observe(theirs, { childList: true, characterData: true, subtree: true })
again()
