PYTHON ?= python3
BIN := .venv/bin

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

.PHONY: verify report docs links test tests lint types bench scale fuzz soundness forms mutants clean
verify: .venv/installed  ## review the paper: every claim, its verdict and the decisive evidence
	$(BIN)/glassproof verify

report: .venv/installed  ## the referee's report: build/report.tex, .pdf, .html and the figures
	$(BIN)/glassproof report --out build

.venv/documented: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[docs]"
	touch $@

docs: .venv/documented  ## the documentation site: build/site
	$(BIN)/python -m sphinx -q -W -n -b html docs build/site

links: .venv/documented  ## ask whether the pages that the documentation links to are there (network)
	$(BIN)/python -m sphinx -q -b linkcheck docs build/links

test: lint  ## lint, types and tests; types, which take one core, beside the tests
	$(MAKE) --no-print-directory -j 2 types tests

tests: .venv/installed
	$(BIN)/python -m pytest -n 2 --dist worksteal --doctest-modules

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed
	$(BIN)/mypy -p glassproof

bench: .venv/installed  ## measure speed, five minutes; writes docs/performance.md
	mkdir -p build
	$(BIN)/python -m pytest benchmarks --benchmark-json=build/benchmarks.json
	$(BIN)/python -m benchmarks.report build/benchmarks.json docs/performance.md

SOURCES ?= 2000
scale: .venv/installed  ## scan a generated corpus, a worker killed on the way; writes docs/scale.md
	rm -rf build/corpus
	$(BIN)/python -m benchmarks.corpus build/corpus --sources $(SOURCES)
	$(BIN)/python -m benchmarks.corpus_run build/corpus

SECONDS ?= 600
fuzz: .venv/installed  ## fuzz the parsers for SECONDS; new texts that add coverage join the corpus
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[fuzz]"
	rm -rf build/fuzz && mkdir -p build/fuzz
	$(BIN)/python -m fuzz unpack build/fuzz/texts
	$(BIN)/python -m fuzz grow build/fuzz/texts 600
	$(BIN)/python -m fuzz build/fuzz/texts -dict=build/fuzz/words -max_total_time=$(SECONDS) -timeout=5 \
		-rss_limit_mb=1500 -artifact_prefix=build/fuzz/finding-
	$(BIN)/python -m fuzz pack build/fuzz/texts

soundness: .venv/installed  ## try the judge on mutated formulas and its tests on many seeds
	$(BIN)/python -m soundness

forms: .venv/installed  ## hold the canonical forms of a million random expressions against them
	$(BIN)/python -m soundness.forms

mutants: .venv/installed  ## mutate the code and run the tests on every mutant, two hours
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[mutants]"
	$(BIN)/python -m soundness.code_session

clean:  ## remove what was installed, built and compiled
	rm -rf .venv build
	find . -name __pycache__ -prune -exec rm -rf {} +
