# Each target sets up what it needs: Python 3.11 or newer and make are enough. `make help` lists them.
# Without make: python -m pip install --require-hashes -r macros/requirements.txt, then python -m macros …

PYTHON3 ?= python3
VENV := .venv
PYTHON := $(VENV)/bin/python
INSTALL := $(PYTHON) -m pip install --quiet --no-input --disable-pip-version-check
UV_VERSION := 0.13.8

# A stamp is newer than the requirement file when what the file lists is installed.
SITE_READY := $(VENV)/site-ready
TESTS_READY := $(VENV)/tests-ready
LOCK_READY := $(VENV)/uv-$(UV_VERSION)-ready

MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve test check diff portable addresses history schema lock screenshots lighthouse bench clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name does; do \
		printf '%-18s %s\n' "$$name" "$$does"; done

site: $(SITE_READY) ## build the website into site/
	@$(PYTHON) -m macros site

serve: $(SITE_READY) ## build the website and show it, with live reload
	@$(PYTHON) -m macros serve

# What is quick to fail comes first; the tests in a browser come last.
test: $(TESTS_READY) ## check the code's style, its types and the workflows, then run every test
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m ruff format --quiet --check . || { echo "To format these files: $(PYTHON) -m ruff format" >&2; exit 1; }
	@$(PYTHON) -m mypy --no-error-summary
	@$(VENV)/bin/actionlint -shellcheck=$(VENV)/bin/shellcheck -pyflakes=
	@$(VENV)/bin/zizmor --offline --quiet --no-progress --persona=pedantic .
	@$(PYTHON) tests/find_browser.py --install
	@$(PYTHON) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

check: $(SITE_READY) ## check the data alone; FORMAT=github or json for programs
	@$(PYTHON) -m macros check $(if $(FORMAT),--format $(FORMAT))

diff: $(SITE_READY) ## say what changed in the data since the last commit; AGAINST=commit since that one
	@$(PYTHON) -m macros diff $(or $(AGAINST),HEAD)

portable: site ## build the website, and a copy in preview/ that opens with a double click
	@$(PYTHON) -m macros portable

addresses: $(SITE_READY) ## write down new addresses; AGAINST=commit sees that none is gone
	@$(PYTHON) -m macros addresses $(if $(AGAINST),--against $(AGAINST))

history: $(SITE_READY) ## write down what new commits changed in the data
	@$(PYTHON) -m macros history

schema: $(SITE_READY) ## write the JSON Schemas that editors use
	@$(PYTHON) -m macros schema

lock: $(LOCK_READY) ## pin what the .in files ask for; UPGRADE=1 takes the newest versions
	@for asked in macros/requirements tests/requirements $(basename $(wildcard tests/bench/peers/*.in)); do \
		$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-config --no-emit-index-url --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) \
			$$asked.in --output-file $$asked.txt || exit 1; done

screenshots: $(TESTS_READY) ## photograph every kind of page into screenshots/
	@$(PYTHON) tests/find_browser.py --install
	@$(PYTHON) -m macros site --out .site-screenshots
	@$(PYTHON) -m tests.screenshots .site-screenshots screenshots

# Lighthouse wants whole addresses, so the site is built for where it is served from. ONLY=home,matrix measures these.
LIGHTHOUSE_URL := http://127.0.0.1:8611/
lighthouse: $(TESTS_READY) ## measure every kind of page with Lighthouse; needs Node.js
	@$(PYTHON) tests/find_browser.py --install
	@command -v npm >/dev/null || { echo "Lighthouse needs Node.js 20 or newer, and there is no npm here." >&2; exit 1; }
	@npm ci --prefix tests/lighthouse --silent
	@SITE_URL=$(LIGHTHOUSE_URL) $(PYTHON) -m macros site --out .site-lighthouse
	@$(PYTHON) -m tests.kinds | CHROME_PATH="$$($(PYTHON) tests/find_browser.py)" \
		node tests/lighthouse/run.mjs .site-lighthouse $(LIGHTHOUSE_URL)

# Other systems are fetched by this target alone, each into an environment of its own below .cache/.
# SIZES=real,1000 GROWTH=none PROFILE=none measures these two alone; what isn't measured stays as it was.
bench: $(SITE_READY) ## measure how long builds take, beside others; RUNS=1 SIZES=real GROWTH=none is quick
	@$(PYTHON) -m tests.bench $(if $(RUNS),--runs $(RUNS)) $(if $(SIZES),--sizes $(SIZES)) \
		$(if $(GROWTH),--growth $(GROWTH)) $(if $(PROFILE),--profile $(PROFILE)) \
		$(if $(DATE),--date $(DATE)) $(if $(LIMIT),--limit $(LIMIT))

clean: ## remove everything that these targets made
	@rm -rf $(VENV) site preview .site-screenshots .site-lighthouse screenshots tests/lighthouse/node_modules .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find macros tests -type d -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@command -v "$(PYTHON3)" >/dev/null || { echo "There is no '$(PYTHON3)' here. Install Python 3.11 or newer," \
		"or say where it is: make PYTHON3=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON3)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This needs Python 3.11 or newer;" \
		"'$(PYTHON3)' is $$("$(PYTHON3)" --version 2>&1 | head -n 1). Say where a newer one is:" \
		"make PYTHON3=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON3)" -c 'import ensurepip, venv' 2>/dev/null || { echo "'$(PYTHON3)' lacks the module venv." \
		"On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV)/ …"
	@"$(PYTHON3)" -m venv --clear $(VENV)

$(SITE_READY): macros/requirements.txt $(VENV)/pyvenv.cfg
	@echo "Installing what the site is built with …"
	@$(INSTALL) --require-hashes -r macros/requirements.txt
	@touch $@

# After the site's, never beside it: two pips in one folder trip over each other.
$(TESTS_READY): tests/requirements.txt $(SITE_READY)
	@echo "Installing what the site is tested with …"
	@$(INSTALL) --require-hashes -r tests/requirements.txt
	@touch $@

$(LOCK_READY): $(VENV)/pyvenv.cfg
	@$(INSTALL) uv==$(UV_VERSION)
	@touch $@
