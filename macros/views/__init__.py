"""One module for each kind of page or figure: what a site holds → text. No files, no clock."""
