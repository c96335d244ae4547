PYTHON ?= python3
BIN := .venv/bin

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

.PHONY: verify report test lint types clean
verify: .venv/installed  ## review the paper: every claim, its verdict and the decisive evidence
	$(BIN)/glassproof verify

report: .venv/installed  ## the referee's report: build/report.tex, .pdf, .html and the figures
	$(BIN)/glassproof report --out build

test: lint types  ## lint, types and tests
	$(BIN)/python -m pytest -n 2 --dist worksteal --doctest-modules

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed
	$(BIN)/mypy derivations numerics verify reports glassproof

clean:  ## remove what was installed, built and compiled
	rm -rf .venv build
	find . -name __pycache__ -prune -exec rm -rf {} +
