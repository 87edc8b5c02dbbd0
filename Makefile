# One word a command; each sets up what it needs on a fresh Debian machine with Python 3.11 and make.
.DEFAULT_GOAL := help
.PHONY: help setup browser demo test check unit campaign conformance bench bench-calls catalogues lock clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
WORKERS ?= 2

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/.ready ## Make .venv with everything locked

.venv/.ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "closeplan needs Python 3.11 or newer (try: make setup PYTHON=python3.12)"; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { sh tools/install-debian python3-venv && $(PYTHON) -m venv .venv; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

browser: ## Make sure there is a Chromium for the tests that need one
	@command -v chromium >/dev/null || sh tools/install-debian chromium

demo: setup ## Start the local Workspace and the backend with a sample deal
	$(BIN)/closeplan demo

test: setup browser check unit ## Everything that must hold: style, types, arrows, tests

check: setup
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo

unit: setup
	$(BIN)/python -m pytest -q -n $(WORKERS)

campaign: setup ## The property tests at length, with new examples, 2,000 edit histories, 500 mutated transcripts, and ten buyers who do anything
	HYPOTHESIS_PROFILE=campaign PYTEST_CAMPAIGN_RUNS=10 PYTEST_HISTORIES=2000 PYTEST_TRANSCRIPTS=500 $(BIN)/python -m pytest -q -n $(WORKERS) tests/unit tests/contract tests/e2e/test_buyer_does_anything.py

conformance: setup ## Hold the local Workspace against recordings, other clients and random bodies, at length (needs npm)
	@command -v npm >/dev/null || { echo "make conformance needs Node and npm, for the client google-spreadsheet"; exit 1; }
	cd tests/conformance/npm && npm ci --silent --no-audit --no-fund
	PYTEST_CONFORMANCE=full $(BIN)/python -m pytest -q -n $(WORKERS) tests/conformance
	$(BIN)/python -m tests.conformance

bench: setup ## Measure what the issues promise; prints one table and writes build/bench.json
	$(BIN)/python -m bench

bench-calls: setup ## Measure how well calls are understood; prints one table and writes build/bench-calls.json
	$(BIN)/python -m bench.calls

catalogues: setup ## Bring the translations in step with the English and compile them
	$(BIN)/python -m tools.catalogues

lock: setup ## Lock the development dependencies again
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade \
	  --extra postgres --extra workspace --group dev -o requirements/dev.txt pyproject.toml

clean: ## Remove what was made
	rm -rf .venv build dist data .mypy_cache .ruff_cache .pytest_cache .hypothesis
