/* A folder as a good host serves it: compressed, and with the site's own page for what isn't there. */

import { createReadStream, existsSync, statSync } from "node:fs"
import { createServer } from "node:http"
import { extname, join, normalize } from "node:path"
import { pipeline } from "node:stream"
import { createGzip } from "node:zlib"

const KINDS = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
}

const found = (folder, address) => {
  const path = join(folder, normalize(decodeURIComponent(new URL(address, "http://here").pathname)))
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, "index.html") : path
  return existsSync(file) ? [200, file] : [404, join(folder, "404.html")]
}

/** Resolves to a server that listens. */
export const serve = (folder, port) =>
  new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      const [status, file] = found(folder, request.url)
      response.writeHead(status, {
        "Cache-Control": "max-age=600",
        "Content-Encoding": "gzip",
        "Content-Type": KINDS[extname(file)] ?? "application/octet-stream",
      })
      pipeline(createReadStream(file), createGzip(), response, () => {})
    })
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => resolve(server))
  })
