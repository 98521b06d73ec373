# Two things to do here: `make demo` to see it, `make test` to know that it works.
# Both need Python 3.11 or newer, git and make, and nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: demo test lint faults torture mutate bench clean

demo: $(VENV)/installed
	@$(BIN)/fsworkbook demo --caseload demo --again --report

# Each of the two begins with a half, so that what neighbours share is made once; who is done first takes some over.
test: $(VENV)/tested $(VENV)/commonmark.json $(VENV)/axe.min.js
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(VENV)/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# Recording is killed, and made to fail, at every call that touches the folder: some of it, and all (an hour and more).
# It traces its own processes, which Linux alone can.
faults: $(VENV)/tested
	FSWORKBOOK_FAULTS=some $(BIN)/python -m pytest -n 2 tests/fault/test_killed.py tests/fault/test_failing.py \
		tests/fault/test_together.py

torture: $(VENV)/tested
	FSWORKBOOK_FAULTS=all FSWORKBOOK_TORTURE=1 $(BIN)/python -m pytest -n 2 tests/fault tests/hostile tests/sync tests/disclosure tests/expunge \
		tests/genogram tests/charts tests/wordcheck tests/story/test_leaks.py

mutate: $(VENV)/tested
	$(BIN)/python -m tests.mutate

bench: $(VENV)/tested
	$(BIN)/python bench/run.py

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "fsworkbook needs Python 3.11 or newer. Name one: make demo PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

$(VENV)/tested: $(VENV)/installed
	$(PIP) --editable '.[dev]'
	@touch $@

# The examples of the CommonMark specification: of another licence than ours, so that they are fetched, not kept.
$(VENV)/commonmark.json: $(VENV)/tested tests/formats/examples.py
	$(BIN)/python -m tests.formats.examples

# What looks for barriers in the papers for a browser, likewise.
$(VENV)/axe.min.js: $(VENV)/tested tests/formats/browser.py
	$(BIN)/python -m tests.formats.browser

clean:
	rm -rf $(VENV) demo build dist

.PHONY: pictures
pictures: $(VENV)/tested
	$(BIN)/python docs/pictures/make.py
