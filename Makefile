# `make demo` shows what Articulate does; `make test` checks everything.
# Both need Python 3.11 or later, git and make, and set up what else they use in .venv.

VENV ?= .venv
OFFICE ?= demo-office
BIN := $(VENV)/bin
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	if $$python -c '$(NEW_ENOUGH)' 2>/dev/null; then echo $$python; break; fi; done)
DECIDES := */model/*,*/rulebook/*,*/language/*,*/engine/*,*/audit/*
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# Every Python whose results are compared; `make replay` leaves out what is not here.
PYTHONS ?= $(wildcard $(HOME)/.pyenv/versions/3.1[1-3]*/bin/python) python3.11 python3.12 python3.13

.PHONY: help demo serve bench peers replay test format-check lint types contracts docs tests coverage wheel compiled format clean

help:
	@echo "make demo      build a demonstration office in ./$(OFFICE) and evaluate its learners"
	@echo "make serve     serve the desk of such an office as a web page, until interrupted"
	@echo "make test      format, lint, types, contracts, docs, tests, wheel"
	@echo "make format    put every file into the house style"
	@echo "make coverage  the tests again, counting branches"
	@echo "make replay    replay stored results on every Python found, under two hash seeds"
	@echo "make wheel     build the wheel into dist/"
	@echo "make compiled  a wheel with the search of the audit compiled, tested; needs a C compiler"
	@echo "make bench     measure what must stay fast, beside other engines; takes half an hour"
	@echo "make clean     remove what building left behind"

# --- what a person sees first --------------------------------------------------------

# An office that is there already has a person's edits in it; the next one stands beside it.
demo: $(VENV)/.installed
	@office=$(OFFICE); next=2; \
	while [ -e "$$office" ]; do office=$(OFFICE)-$$next; next=$$((next + 1)); done; \
	$(BIN)/articulate demo "$$office"
	@echo "  (first, so that your shell knows articulate: source $(CURDIR)/$(BIN)/activate)"

serve: $(VENV)/.serving
	$(BIN)/articulate serve $(OFFICE)-on-the-web

# --- everything that must stay true ----------------------------------------------------

test: format-check lint types contracts docs tests

format-check: $(VENV)/.developing
	$(BIN)/ruff format --check .

lint: $(VENV)/.developing
	$(BIN)/ruff check .

types: $(VENV)/.developing
	$(BIN)/mypy

contracts: $(VENV)/.developing
	$(BIN)/lint-imports --no-cache

docs: $(VENV)/.developing
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env docs docs/_build

tests: $(VENV)/.developing
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup

coverage: $(VENV)/.developing
	$(BIN)/coverage run -m pytest --ignore tests/architecture/test_wheel.py
	$(BIN)/coverage report --include '$(DECIDES)' --fail-under 100
	$(BIN)/coverage report --fail-under 90

# Each Python gets an environment of its own; a version that was replayed is not repeated.
replay:
	@seen=""; for python in $(PYTHONS); do \
	  version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  case " $$seen " in *" $$version "*) continue;; esac; seen="$$seen $$version"; \
	  home=build/replay-$$version; echo "Python $$version"; \
	  [ -x $$home/bin/python ] || $$python -m venv $$home; \
	  $$home/bin/python -m pip --quiet --disable-pip-version-check install --editable . pytest hypothesis || exit 1; \
	  for seed in 0 4242; do PYTHONHASHSEED=$$seed $$home/bin/python -m pytest -q -p no:cacheprovider \
	    tests/properties/test_replay.py -k stored || exit 1; done; \
	done

# --- while working ---------------------------------------------------------------------

format: $(VENV)/.developing
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

wheel: $(VENV)/.developing
	$(BIN)/python -m build --no-isolation

# Built from a copy: what is compiled would hide its source from whoever changes it.
compiled: $(VENV)/.developing
	rm -rf build/compiled
	mkdir -p build/compiled/source
	git ls-files -z | tar --null --files-from - --create | tar --extract --directory build/compiled/source
	HATCH_BUILD_HOOK_ENABLE_MYPYC=true $(PIP) wheel --no-deps --wheel-dir build/compiled build/compiled/source
	$(BIN)/python -m zipfile --extract build/compiled/*.whl build/compiled/there
	PYTHONPATH=build/compiled/there $(BIN)/python -m pytest --numprocesses auto tests/audit
	mkdir -p dist && cp build/compiled/*.whl dist/

# Other engines live in an environment of their own, and never beside the program.
bench: $(VENV)/.measuring peers
	$(BIN)/python -m pytest benchmarks --benchmark-timer=time.process_time
	$(BIN)/python -m benchmarks.report

peers: .venv-peers/.installed

.venv-peers/.installed: benchmarks/requirements-peers.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip --quiet install --requirement $<
	@touch $@

$(VENV)/.measuring: $(VENV)/.developing
	$(PIP) install --group bench
	@touch $@

clean:
	rm -rf build dist docs/_build .coverage htmlcov

# --- the environment -------------------------------------------------------------------

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Articulate needs Python 3.11 or later" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.serving: pyproject.toml | $(BIN)/python
	$(PIP) install --editable ".[web]"
	@touch $@ $(VENV)/.installed

# The pip that comes with Python 3.11 does not know dependency groups; a newer one does.
$(VENV)/.developing: pyproject.toml | $(BIN)/python
	$(PIP) install --upgrade "pip>=25.1"
	$(PIP) install --editable . --group dev
	@touch $@ $(VENV)/.installed
