"""One module per published format: (site) → path from the site's root → bytes."""
