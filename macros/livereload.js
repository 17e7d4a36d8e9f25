// Loads the page anew when the site behind it has changed. It asks only while somebody looks.
{
  let asked, again

  const follow = async () => {
    asked = new AbortController()
    try {
      const answer = await fetch("/livereload/$epoch", { signal: asked.signal })
      if (Number(await answer.text()) > $epoch) location.reload()
      else follow()
    } catch (fault) {
      // The server was stopped, and may come back.
      if (fault.name !== "AbortError") again = setTimeout(follow, 3000)
    }
  }

  const stop = () => {
    asked?.abort()
    clearTimeout(again)
  }

  const look = () => {
    stop()
    if (document.visibilityState === "visible") follow()
  }

  addEventListener("load", look)
  addEventListener("visibilitychange", look)
  addEventListener("pagehide", stop)
}
