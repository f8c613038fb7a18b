# Every target works on a fresh clone: what it needs is installed first, and again only when the lock file changes.
.DEFAULT_GOAL := help
.PHONY: help install run test test-slow check bench lock clean

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
UV := $(shell command -v uv 2>/dev/null)
ifeq ($(UV),)
UV := .uv/bin/uv
endif

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(INSTALLED)  ## make .venv with everything, at the locked versions

$(INSTALLED): requirements.lock pyproject.toml | $(UV)
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

.uv/bin/uv:
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .uv uv

run: install  ## run the service; the first start prints a token and a curl that works
	@$(BIN)/saybill serve

test: install  ## run the tests, on SQLite and, where they answer, PostgreSQL and Redis
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow"

test-slow: install  ## run those left out there: requests made from the OpenAPI document, bombs for the PDF engine
	@$(BIN)/python -m pytest -n 2 -m slow

check: install  ## format, lint, types and the import contract
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: install  ## measure; see benchmarks/
	@for file in benchmarks/[a-z]*.py; do $(BIN)/python $$file || exit 1; done

lock: | $(UV)  ## pin today's versions of everything in requirements.lock
	@$(UV) pip compile --quiet --all-extras --generate-hashes --no-header --universal --python-version 3.11 --upgrade pyproject.toml -o requirements.lock

clean:  ## remove what was installed and cached, not the data
	@rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
