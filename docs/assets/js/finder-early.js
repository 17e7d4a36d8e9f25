/* Where the address holds a filter, the list waits unseen for it, and doesn't jump. It never waits for long. */
if (location.search.length > 1) {
  document.documentElement.dataset.filtered = ""
  addEventListener("load", () => delete document.documentElement.dataset.filtered)
}
