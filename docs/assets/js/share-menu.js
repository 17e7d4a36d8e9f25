/* Copies addresses, citations and words for an email: of the page from the fold beside its title, of a place on
   it from a menu at its link. All that is said stands in the fold. No module, as share.js says. */
{
  const fold = document.querySelector("article .share")
  const summary = fold.querySelector("summary")
  const panel = fold.querySelector(".share__panel")
  const menu = panel.cloneNode(true)
  const page = document.querySelector("link[rel=canonical]")?.href
  const mail = new URL(panel.querySelector("[href^='mailto:']").href).searchParams
  const title = mail.get("subject")
  const told = mail.get("body").split("\r\n").filter(line => line !== page)
  const cited = panel.querySelector("span").textContent
  const GAP = 8
  let asker

  /* ---- What is said */

  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name])

  const put = (text, old, instead) => text.replace(old, () => instead)

  const textOf = element => {
    const copy = element.cloneNode(true)
    copy.querySelectorAll(".headerlink").forEach(one => one.remove())
    return copy.textContent.replace(/\s+/g, " ").trim()
  }

  /** What the place is called that a link stands at; nothing for the page as a whole. */
  const placeOf = link => link.dataset.place ?? textOf(link.closest("h2, h3, h4, h5, h6, dt") ?? new Text())

  /** The title, the citation, the address and an email's words: of the page, or of a place on it. */
  const sayings = link => {
    const place = link ? placeOf(link) : ""
    const name = place ? fill(fold.dataset.place, { place, title }) : title
    const address = (page ?? location.href.replace(/[?#].*/, "")) + (place ? link.hash : "")
    const official = link?.dataset.wording ? ` ${fill(fold.dataset.wording, { place: link.dataset.wording })}.` : ""
    const words = put(cited, title, name) + official
    return { name, address, words, citation: `${words} ${address}`, body: [name, ...told.slice(1), address] }
  }

  const mailto = ({ name, body }) =>
    `mailto:?subject=${encodeURIComponent(name)}&body=${encodeURIComponent(body.join("\r\n"))}`

  /** The same words as an email shows them: the first line is the link. */
  const rich = ({ address, body }) => {
    const paragraph = document.createElement("p")
    const link = document.createElement("a")
    link.href = address
    link.append(body[0])
    paragraph.append(link, ...body.slice(1).flatMap(line => [document.createElement("br"), line]))
    return paragraph.outerHTML
  }

  /* ---- Copying */

  const blob = (text, type) => new Blob([text], { type })

  const write = async (text, html) => {
    if (html && globalThis.ClipboardItem) {
      const both = { "text/plain": blob(text, "text/plain"), "text/html": blob(html, "text/html") }
      const copied = await navigator.clipboard.write([new ClipboardItem(both)]).then(() => true, () => false)
      if (copied) return
    }
    await navigator.clipboard.writeText(text)
  }

  /** Where no page may copy, the reader does: the text is there and chosen. */
  const offer = (inside, text) => {
    const field = document.createElement("textarea")
    Object.assign(field, { value: text, readOnly: true, ariaLabel: fold.dataset.byHand, rows: 5 })
    inside.querySelector("textarea")?.remove()
    inside.append(field)
    field.focus()
    field.select()
    field.scrollTop = 0
  }

  const copy = async (button, inside) => {
    const said = sayings(inside === menu ? asker : null)
    const text = { link: said.address, citation: said.citation, email: said.body.join("\n") }[button.dataset.copy]
    const status = inside.querySelector("[role=status]")
    status.textContent = ""
    try {
      await write(text, button.dataset.copy === "email" && rich(said))
      inside.querySelector("textarea")?.remove()
      status.textContent = button.dataset.said
    } catch {
      status.textContent = fold.dataset.byHand
      offer(inside, text)
    }
  }

  /* ---- Opening and closing */

  const fresh = (inside, said) => {
    inside.querySelector("textarea")?.remove()
    inside.querySelector("[role=status]").textContent = ""
    inside.querySelector("span").textContent = said.words
    Object.assign(inside.querySelector("span + a"), { href: said.address, textContent: said.address })
    inside.querySelector("[href^='mailto:']").href = mailto(said)
    inside.querySelectorAll("[hidden]").forEach(one => (one.hidden = false))
  }

  /** Below the link, and within the window. */
  const place = () => {
    const { left, bottom } = asker.getBoundingClientRect()
    const most = document.documentElement.clientWidth - menu.offsetWidth - GAP
    menu.style.setProperty("inset-inline", "auto")
    menu.style.setProperty("left", `${Math.max(GAP, Math.min(left, most)) + scrollX}px`)
    menu.style.setProperty("top", `${bottom + GAP + scrollY}px`)
    menu.scrollIntoView({ block: "nearest" })
  }

  const open = link => {
    asker = link
    const said = sayings(link)
    fresh(menu, said)
    menu.ariaLabel = `${summary.textContent}: ${said.name}`
    menu.showPopover()
    place()
    menu.querySelector("button").focus()
  }

  const close = (inside, back) => {
    if (inside === menu) menu.hidePopover()
    else fold.open = false
    if (back) (inside === menu ? asker : summary).focus()
  }

  const shown = () => menu.matches(":popover-open") ? menu : fold.open ? panel : null

  addEventListener("click", event => {
    const button = event.target.closest?.("[data-copy]")
    if (button) return copy(button, button.closest(".share__panel"))
    const link = event.target.closest?.("article :is(.headerlink, dt > a[href^='#para-'])")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (!link.closest("h1")) return open(link)
    summary.focus()
    summary.click()
  })
  addEventListener("keydown", event => {
    const inside = shown()
    if (inside && event.key === "Escape") {
      event.preventDefault()
      close(inside, true)
    } else if (inside === menu && event.key === "Tab") {
      // The menu stands elsewhere in the page; the way on leads from the link that opened it.
      const stops = [...menu.querySelectorAll("a, button, textarea")]
      if (document.activeElement !== stops.at(event.shiftKey ? 0 : -1)) return
      if (event.shiftKey) event.preventDefault()
      close(menu, true)
    }
  })
  // Whoever goes elsewhere is done with it.
  for (const type of ["pointerdown", "focusin"]) {
    addEventListener(type, ({ target }) => {
      const inside = shown()
      if (inside && !inside.contains(target) && !fold.contains(target)) close(inside)
    })
  }

  // By hand, so that it isn't the browser that gives the focus back to what had it.
  Object.assign(menu, { popover: "manual", role: "dialog", className: "share__panel" })
  menu.querySelectorAll("li:has(a:not([href^='mailto:']))").forEach(one => one.remove())
  document.querySelector("article").append(menu)
  fresh(panel, sayings())
}
