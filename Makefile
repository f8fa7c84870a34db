# Everything a newcomer or a server runs. `make help` lists it.
SHELL := /bin/sh
BIN := .venv/bin
# as many test processes as the smallest machine has cores
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup demo test check audit bench lock reference screenshot clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv, install what is pinned, fetch the front-end files
	@python="$${PYTHON:-$$(scripts/find-python)}" && "$$python" scripts/setup.py

demo: setup ## start everything with invented people and plans, on http://localhost:8000 or the next free port
	@exec $(BIN)/lapwing demo

test: setup ## run the quick tests, the ones in a real browser among them
	@$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not slow" $(ARGS)

check: setup ## format, lint, types, layers, migrations, templates and the slow tests
	@$(BIN)/python scripts/check.py

audit: setup ## look for known faults in the pinned packages; asks pypi.org and registry.npmjs.org
	@$(BIN)/python -m pip_audit -r requirements/base.txt --disable-pip --no-deps --strict || \
	  { echo "The Python packages: a fault was found above, or the database of faults was not reached." >&2; exit 1; }
	@npm audit --omit=dev || \
	  { echo "The front-end packages: a fault was found above, or the database was not reached." >&2; exit 1; }

bench: setup ## measure speed and memory, and write docs/performance.md
	@$(BIN)/python -m benchmarks $(ARGS)

lock: setup ## pin the newest packages that pyproject.toml and package.json admit
	@$(BIN)/python scripts/lock.py

reference: setup ## write docs/reference from the code
	@$(BIN)/python -m lapwing.shell.reference

screenshot: setup ## take the README's picture, from a demonstration of its own
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m scripts.screenshot

clean: ## stop the embedded database and delete all that was made here, its data included
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m lapwing.platform.postgres stop; fi
	rm -rf .venv var node_modules lapwing/static/vendor .mypy_cache .ruff_cache .hypothesis *.egg-info
