# Everything a checkout needs, from nothing but Python 3.11 or newer, pip, git and make.
#   make demo   replay a bundled contract over its log and print the report
#   make test   style, types and the whole test suite
#   make bench  replay beside a plain loop for the same contract, over ROWS=1000000 rows
#   make biglog a large hotline log for Luoyang and one for Zhengzhou, as CSV and Parquet, in out/: some ROWS=1000000 rows
#   make fuzz   hostile files, then engine against twin, each for SECONDS (60); make fuzz SECONDS=3600 before a release
# The network is used once, to install packages; the stamp keeps the second run quick.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := requirements-dev.lock
JOBS ?= 2

.PHONY: demo test lint types tests fuzz bench biglog format golden docs readings clause-mutants mutants setup clean
.DELETE_ON_ERROR:

demo: $(READY)
	$(BIN)/luyue demo

test: lint types tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

tests: $(READY)
	$(BIN)/python -m pytest -q -n $(JOBS)

# Strangers' files by the thousand, made from our own; what is found is kept under tests/findings.
SECONDS ?= 60
fuzz: $(READY)
	$(BIN)/python tests/fuzz.py $(SECONDS)
	$(BIN)/python tests/fuzz_twin.py $(or $(SECONDS),60)

# Replay beside a plain loop for the same contract, over ROWS drawn rows (1000000); both must come to the same figures.
ROWS ?= 1000000
bench: $(READY)
	$(BIN)/python bench/replay_speed.py $(ROWS)

# Some ROWS rows (1000000) for each of two contracts, in out/: luyue replay luoyang out/luoyang-1000000.parquet reads them.
biglog: $(READY)
	$(BIN)/python bench/make_big_log.py luoyang $(ROWS) out
	$(BIN)/python bench/make_big_log.py zhengzhou $(ROWS) out

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What the reports of the contracts' years and the READMEs say, anew: after a change on purpose; read the difference
# before it is kept.
golden: $(READY)
	@set -e; for log in contracts/*/events.jsonl; do \
		folder=$${log%/*}; name=$${folder#*/}; \
		$(BIN)/luyue replay $$name $$log --lang zh --output $$folder/report.zh.txt; \
		$(BIN)/luyue replay $$name $$log --lang en --output $$folder/report.en.txt; \
		$(BIN)/luyue replay $$name $$log --format json --output $$folder/report.json; \
	done
	$(BIN)/python tests/readme_blocks.py

# What is made from tables and cases: the pages of docs and the examples of luyue rule.
docs: $(READY)
	$(BIN)/python tests/make_docs.py

# What every reading of every contract comes to on its year, for docs/contracts.md; then make docs. This takes minutes.
readings: $(READY)
	$(BIN)/python tests/contract_pages.py

# Every mutant of the four contracts tried anew, for tests/mutants and docs/testing.md; then make docs. This takes minutes.
clause-mutants: $(READY)
	$(BIN)/python tests/clause_mutants.py

# Faults planted in the engine's clock, money, order and readers, for tests/engine_mutants.json; GROUP=clock tries one
# part. On a copy in out/. This takes hours.
mutants: $(READY)
	@if command -v uv >/dev/null 2>&1; then \
		uv pip install --quiet --python $(BIN)/python 'mutmut>=3.8,<4'; \
	else \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check 'mutmut>=3.8,<4'; \
	fi
	$(BIN)/python tests/engine_mutants.py $(GROUP)

setup: $(READY)

# Editable, so that a changed clause or module counts at once; made anew when the dependencies or the packages change.
$(READY): pyproject.toml $(LOCK)
	@if command -v uv >/dev/null 2>&1; then \
		set -e; \
		test -x $(BIN)/python || uv venv --quiet --python '>=3.11' $(VENV); \
		uv pip install --quiet --python $(BIN)/python --constraint $(LOCK) --editable '.[dev]'; \
	else \
		set -e; \
		test -n '$(PYTHON)' || { echo 'make: no Python 3.11 or newer with venv found; name one with PYTHON=...' >&2; exit 1; }; \
		test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint $(LOCK) --editable '.[dev]'; \
	fi
	@touch $@

clean:
	rm -rf $(VENV) build dist out luyue-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -maxdepth 1 -name '*.egg-info' -exec rm -rf {} +
