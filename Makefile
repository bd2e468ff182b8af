# Verbs: see CONTRIBUTING.md. Nothing here needs more than Python 3.11, make and Pango.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
QUALITY_TOOLS := $(VENV)/.quality-installed
QUALITY ?=
CONSTANTS ?=
FOCUSES := wallace-shoigu minsk-accords
CATALOGUES := templates/sitrep/locale
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

ASSAULT ?=
SECONDS_EACH ?= 20

.PHONY: brief test assault growth lint check bench constants quality picture messages lock clean help

help:  ## the verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "briefing needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The lock carries the build backend too, so that nothing unpinned is fetched to build the package.
$(RUNTIME): $(BIN)/python requirements.lock pyproject.toml
	$(PIP_INSTALL) --require-hashes -r requirements.lock
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.lock
	$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

brief: $(RUNTIME)  ## both focuses, both dates, from seeds/ to out/
	$(BIN)/briefing daily --date 2022-02-11
	$(BIN)/briefing daily --date 2022-02-16

test: $(DEV)  ## every test
	$(BIN)/python -m pytest -n auto --dist loadfile

# The seed is printed; ASSAULT=SEED repeats a run. Bounded: each assault ends after SECONDS_EACH.
assault: $(DEV)  ## attack the program with hostile and broken input for a while: tests/assault with chance
	@seed="$(ASSAULT)"; seed=$${seed:-$$(date +%s)}; echo "assault: seed $$seed, $(SECONDS_EACH) s each"; \
	  $(BIN)/python -m pytest tests/assault -n auto --dist load -q --assault-seed $$seed --assault-seconds $(SECONDS_EACH)

growth: $(DEV)  ## how the time of each step grows with an article, with the exponents
	$(BIN)/python bench/growth.py

lint: $(DEV)  ## linters, types, the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test  ## all that must be green before a commit

bench: $(DEV)  ## one edition of one focus, and the PDF of a long brief, each beside its floor
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/render.py

# Half an hour on one core; one room of the program: make constants CONSTANTS="--only extract/figures".
constants: $(DEV)  ## which tuned constants the tests guard: each doubled and halved
	$(BIN)/python bench/constants.py $(CONSTANTS)

$(QUALITY_TOOLS): $(DEV) requirements-quality.lock
	$(PIP_INSTALL) --require-hashes -r requirements-quality.lock
	@touch $@

# QUALITY is a folder with score.py, baselines.py and data/; it is not part of this repository.
quality: $(DEV)  ## score the findings of QUALITY=DIR beside every baseline, into docs/quality.md
	@if [ ! -f "$(QUALITY)/score.py" ]; then \
	  echo "quality: QUALITY=DIR must name a folder with score.py, baselines.py and data/; got: '$(QUALITY)'"; exit 2; fi
	@$(MAKE) --no-print-directory $(QUALITY_TOOLS)
	$(BIN)/python bench/quality.py "$(QUALITY)" --report docs/quality.md

picture: brief $(DEV)  ## the README's picture, and those of the worked examples
	$(BIN)/python docs/picture.py out/2022-02-16/wallace-shoigu.pdf docs/images/wallace-shoigu.png
	$(BIN)/python docs/picture.py --examples out/2022-02-16/wallace-shoigu.json docs/examples

# The day of the run stays out, so that the same templates give the same bytes.
messages: $(DEV)  ## the words of templates and words.py into the gettext catalogues
	$(BIN)/pybabel --quiet extract --mapping-file=babel.cfg --keywords="gettext_noop ngettext_noop:1,2" --add-location=file --no-wrap \
	  --project=situation-brief --header-comment="# The words of the furniture. Made by make messages." \
	  --output-file=$(CATALOGUES)/brief.pot.new briefing/rendering templates
	grep -v '^"POT-Creation-Date:' $(CATALOGUES)/brief.pot.new > $(CATALOGUES)/brief.pot
	@rm $(CATALOGUES)/brief.pot.new
	$(BIN)/pybabel --quiet update --domain=brief --input-file=$(CATALOGUES)/brief.pot --output-dir=$(CATALOGUES) --no-wrap \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@for catalogue in $(CATALOGUES)/*/LC_MESSAGES/brief.po; do \
	  $(BIN)/pybabel compile --statistics --input-file=$$catalogue --output-file=/dev/null || exit 1; done

lock: $(DEV)  ## resolve the dependencies anew
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header pyproject.toml --group build --group dev -c requirements.lock -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header pyproject.toml --group build --group dev --group quality -c requirements-dev.lock -o requirements-quality.lock

clean:  ## the environment and what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
