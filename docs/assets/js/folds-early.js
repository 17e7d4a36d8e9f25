/* Where the address names an entry, the list waits unseen until it is open, and doesn't jump. */
if (location.hash) {
  document.documentElement.dataset.unfolding = ""
  addEventListener("load", () => delete document.documentElement.dataset.unfolding)
}
