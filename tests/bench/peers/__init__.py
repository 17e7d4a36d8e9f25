"""Others that do this job, each fed the same records in its own format: a module for each of them."""
