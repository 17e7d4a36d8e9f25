"""How long a build takes, beside its floor and beside others that do this job: `make bench`."""
