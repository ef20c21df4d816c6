# make help lists the targets. Nothing but make and Python 3.11 or newer is needed;
# uv is used where it is installed, because it is quicker than pip.

PYTHON ?= python3
PORT ?= 8000
PINS_FLAGS ?=

VENV := .venv
BIN := $(VENV)/bin
HTML := _build/html

# Two at once would write into each other's files: the second waits for the first.
ALONE := $(PYTHON) servicestrade/site/build_lock.py

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: audit-source bench book check clean help outputs pins serve test vendor FORCE

book: $(VENV)/.installed  ## build the site into _build/html
	@$(ALONE) $(BIN)/python -P servicestrade/site/book.py

test: $(VENV)/.installed  ## run every check, on the notebooks and on the built site too
	$(BIN)/python tests/run.py test

check: $(VENV)/.installed  ## run the quick checks while you edit: no browser, no build of a page
	$(BIN)/python tests/run.py check

serve: book  ## show the site at http://127.0.0.1:8000 (PORT=... for another port)
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory $(HTML)

bench: book  ## measure the build, the notebooks, the module and the heaviest page
	$(BIN)/python -m benchmarks

audit-source: $(VENV)/.installed  ## compare the ledger with the report's text (SERVICESTRADE_SOURCE=file)
	@test -f "$(SERVICESTRADE_SOURCE)" || { echo "Name the report's text: make audit-source SERVICESTRADE_SOURCE=file" >&2; exit 2; }
	SERVICESTRADE_SOURCE="$$(realpath "$(SERVICESTRADE_SOURCE)")" $(BIN)/python -m pytest tests/maintain/test_report_text.py

vendor: $(VENV)/.installed  ## renew and verify the scripts in assets/vendor
	$(BIN)/python assets/vendor/renew.py

outputs: $(VENV)/.installed  ## execute the notebooks and store their outputs
	@$(ALONE) $(BIN)/servicestrade outputs

pins:  ## write the requirements*.txt from the requirements*.in (PINS_FLAGS=--upgrade for newer ones)
	@command -v uv >/dev/null || { echo "make pins needs uv: pip install uv" >&2; exit 2; }
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-book.in -c requirements.txt -o requirements-book.txt
	$(COMPILE) requirements-lab.in -o requirements-lab.txt

clean:  ## remove all that was built, and the environments
	$(ALONE) rm -rf _build build dist *.egg-info $(VENV) .venv-lab
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache

help:  ## list the targets
	@sed -nE 's/^([a-z-]+):.*  ## (.*)/\1|\2/p' Makefile | awk -F'|' '{ printf "make %-13s %s\n", $$1, $$2 }'

# The pins hold for every machine, so nothing of this one's settings may reach them.
COMPILE = env -u UV_DEFAULT_INDEX -u UV_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
	uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" $(PINS_FLAGS)

$(VENV)/.installed: FORCE
	@$(ALONE) $(MAKE) --no-print-directory environment

# The environment stays while what it was made from stays, to the byte; times say nothing of it.
environment: FORCE
	@cmp -s requirements-book.txt $(VENV)/.pins || $(MAKE) --no-print-directory pinned
	@{ pwd; cat pyproject.toml; } | cmp -s - $(VENV)/.installed || $(MAKE) --no-print-directory installed

fit: FORCE
	@test -w . || { echo "$$PWD is read-only: copy the project to a folder of yours and run make there" >&2; exit 2; }
	@case "$$PWD" in *'$$'*) echo "$$PWD: setuptools takes no dollar in a path: move the project" >&2; exit 2;; esac

pinned: fit
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv --clear $(VENV)
	if command -v uv >/dev/null; \
	then uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-book.txt; \
	else $(BIN)/python -m pip install --quiet --require-hashes -r requirements-book.txt; fi
	@cp requirements-book.txt $(VENV)/.pins

installed: fit
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@{ pwd; cat pyproject.toml; } > $(VENV)/.installed
