/* The theme fetches the search index on every page. It is heavier than most pages, so the request waits
   until somebody is about to search, as do the engine and our own list of what is called exactly so. Without this file
   the search works as before. */
{
  const asked = new URLSearchParams(location.search)
  const here = document.currentScript.src
  const wanted = new Promise(resolve => {
    if (asked.has("h") || asked.has("q")) resolve()
    addEventListener("focusin", event => {
      if (event.target.matches('[data-md-component="search-query"]')) resolve()
    })
    addEventListener("change", event => {
      if (event.target.id === "__search") resolve()
    })
  })

  const { open, send } = XMLHttpRequest.prototype
  const waiting = new WeakSet()

  XMLHttpRequest.prototype.open = function (method, address, ...others) {
    if (new URL(address, document.baseURI).pathname.endsWith("/search/search_index.json")) waiting.add(this)
    return open.call(this, method, address, ...others)
  }

  XMLHttpRequest.prototype.send = function (body) {
    if (waiting.delete(this)) wanted.then(() => send.call(this, body))
    else send.call(this, body)
  }

  /* The theme's engine, which is a worker, comes as late. What it is told meanwhile, it is told then. */
  const Engine = Worker
  window.Worker = function (address, options) {
    if (!new URL(address, document.baseURI).pathname.includes("/workers/search.")) return new Engine(address, options)
    const later = new EventTarget()
    const untold = []
    let engine = { postMessage: message => untold.push(message) }
    later.postMessage = message => engine.postMessage(message)
    wanted.then(() => {
      engine = new Engine(address, options)
      engine.addEventListener("message", ({ data }) => later.dispatchEvent(new MessageEvent("message", { data })))
      untold.forEach(message => engine.postMessage(message))
    })
    return later
  }

  // From a folder on a disk a browser loads no module: the theme's results are all there is then.
  if (location.protocol !== "file:") {
    wanted.then(() => import(new URL("search-exact.js", here))).catch(() => {})
  }

  /* The closed search can't be reached by keyboard on a narrow screen, so it has a button there. Whoever
     leaves the search by Escape is back where they were. */
  let before = null
  addEventListener("focusin", event => {
    if (event.target.matches('[data-md-component="search-query"]')) before = event.relatedTarget ?? before
  })
  addEventListener("change", event => {
    // What is hidden can't take the focus, so the theme's own try came too early.
    if (event.target.id === "__search" && event.target.checked) {
      document.querySelector('[data-md-component="search-query"]').focus()
    }
  })
  addEventListener("click", event => {
    if (event.target.closest?.(".search-open")) document.getElementById("__search").click()
  })
  addEventListener("keydown", event => {
    if (event.key !== "Escape" || !document.getElementById("__search")?.checked) return
    setTimeout(() => {
      before?.focus()
      before = null
    })
  }, true)
}
