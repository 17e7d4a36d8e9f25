/* Before anything is painted: whether there will be records, so that nothing jumps when they come. */
{
  const kept = new URL("../../", document.currentScript.src).pathname + "brief"
  const asked = [location.search, (() => { try { return localStorage.getItem(kept) } catch { return "" } })()]
  const { dataset } = document.documentElement
  dataset.brief = asked.some(it => /[?&]r=./.test(it ?? "")) ? "wait" : "none"
  // Where the script that shows them doesn't come, the page is still there.
  addEventListener("load", () => { if (dataset.brief === "wait") dataset.brief = "none" })
}
