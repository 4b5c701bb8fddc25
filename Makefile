# Every target works from a clean clone with Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
REPLAY := .venv-replay
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt

AXE := axe-core@4.14.1
# A process a core, a file at a time; in the order of tests/conftest.py, which begins with the longest.
SHARED := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: help demo test test-all axe check bench bench-million bench-scale bench-year bench-server bench-site bench-spark eval docs notebooks pictures clean

help: ## say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

$(VENV)/plain: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade pip
	$(PIP) --editable .
	touch $@

$(VENV)/dev: $(VENV)/plain
	$(PIP) --group dev numba pyarrow pyspark
	touch $@

# pywb needs older packages than ours, so it has an environment of its own.
$(REPLAY)/ready: constraints-replay.txt
	test -x $(REPLAY)/bin/python || $(PYTHON) -m venv $(REPLAY)
	$(REPLAY)/bin/python -m pip --disable-pip-version-check install --quiet -c constraints-replay.txt pywb
	touch $@

demo: $(VENV)/plain ## run the whole job on the sample world, say what came of it and where its site lies
	$(BIN)/tracker demo

test: $(VENV)/dev ## the tests, under 8 minutes on two cores
	$(BIN)/python -m pytest $(SHARED)

test-all: $(VENV)/dev $(REPLAY)/ready ## the tests with their long parts
	$(BIN)/python -m pytest $(SHARED) -m "long or not long"

# What reads the pages as a screen reader's user would meet them; the tests of the browser skip without it.
.axe/node_modules/axe-core/axe.min.js: Makefile
	npm install --prefix .axe $(AXE) --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

axe: .axe/node_modules/axe-core/axe.min.js ## fetch axe-core, with which the tests in a browser measure accessibility

check: $(VENV)/dev ## style, types and the arrows between the rooms
	$(BIN)/ruff check tracker tests
	$(BIN)/ruff format --check tracker tests
	$(BIN)/mypy
	$(BIN)/lint-imports

# What the benches compare with; nothing else needs it.
$(VENV)/bench: $(VENV)/dev
	$(PIP) --group bench
	touch $@

bench: $(VENV)/bench ## how fast, in CPU seconds, with recall beside it; some four minutes
	$(BIN)/python tests/bench/run.py

bench-million: $(VENV)/bench ## a million sentences, and the slowest peer on 100,000; some ten minutes and up to 4 GB
	$(BIN)/python tests/bench/bench_million.py
	$(BIN)/python tests/bench/bench_peers.py full

bench-scale: $(VENV)/dev ## 200 hosts and 20,000 pages over loopback: pace, memory, throughput; some five minutes
	$(BIN)/python tests/bench/bench_scale.py

bench-year: $(VENV)/dev ## what a run costs beside a million captures: CPU seconds and memory; some five minutes
	$(BIN)/python tests/bench/bench_year.py

bench-server: $(VENV)/dev ## fifty readers of a server with 100,000 statements; some three minutes
	$(BIN)/python tests/bench/bench_server.py

bench-site: $(VENV)/dev ## the site of 10,000 statements whole, after a day, and anew to compare; some ten minutes
	$(BIN)/python tests/bench/bench_site.py

bench-spark: $(VENV)/dev ## the join on Spark beside the embedded one, on two cores; some five minutes
	$(BIN)/python tests/bench/bench_spark.py

eval: $(VENV)/dev ## how right, on labelled sets, with pinned floors
	$(BIN)/python tests/eval/run.py

docs: $(VENV)/dev ## write the pages that follow from sources.yaml, the fixture pairs and the schema
	$(BIN)/tracker sources list --markdown > docs/sources.md
	$(BIN)/tracker export --dictionary > docs/data-dictionary.md
	$(BIN)/python tests/sources/matrix.py --write
	$(BIN)/python tests/programs/metadata.py --write

notebooks: $(VENV)/dev ## run the notebooks on the sample world and keep what they give; some two minutes
	$(BIN)/python tests/programs/notebooks.py

pictures: $(VENV)/dev ## photograph the pages of the sample world for docs/reading.md; needs chromium
	$(BIN)/python tests/browser/pictures.py

clean: ## remove what the targets made
	rm -rf $(VENV) $(REPLAY) .axe demo-data .mypy_cache .ruff_cache .pytest_cache .hypothesis
