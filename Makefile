# Two commands do all the set-up: `make brief` runs the main job on seeds/, `make test` runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INPUT ?= seeds
OUTPUT ?= briefing

.PHONY: brief test soak lint format bench clean help

help:            ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## */\t/'

brief: $(VENV)/.run  ## write an English briefing of seeds/ to briefing/ (INPUT=folder OUTPUT=folder to change)
	@echo "The briefing is here:"
	@$(BIN)/mujaz brief $(INPUT) --to $(OUTPUT) --offline

test: $(VENV)/.dev   ## run all the tests and checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered --cov-fail-under=90

lint: $(VENV)/.dev   ## style and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev ## put the code in the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

soak: $(VENV)/.dev   ## kill a hundred runs at random instants and compare what they leave
	MUJAZ_KILLS=100 $(BIN)/python -m pytest tests/fault/test_kill.py

bench: $(VENV)/.dev  ## run the benchmarks; without MUJAZ_DATA those that need no data
	for b in $(if $(MUJAZ_DATA),benchmarks/[a-z]*.py,$$(grep -L MUJAZ_DATA benchmarks/[a-z]*.py)); do $(BIN)/python $$b || exit 1; done

clean:           ## remove the environment and the briefing
	rm -rf $(VENV) briefing

# pip is upgraded first: 23.2.1, which Python 3.11.7 brings, misses trafilatura's lxml extra.
$(VENV)/.run: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Mujaz needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements-cluster.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.txt
	@touch $@
