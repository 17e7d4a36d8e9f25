/* The theme fetches the search index on every page. It is heavier than most pages, so the request waits
   until somebody is about to search. Without this file the search works as before. */
{
  const asked = new URLSearchParams(location.search)
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
}
