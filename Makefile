# Two commands do everything: `make demo` and `make test`. Nothing else need be installed by hand.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
PORT ?= 8000
export GOLDENTHREAD_TRIAL ?= 1

.PHONY: help demo test test-postgres sweep bench fuzz faults docs gallery format look lock clean

help: ## Say what can be made.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.ready ## Load five councils, write their reports, serve the site (SERVE=0: don't serve).
	$(BIN)/goldenthread demo --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve,--serve)

test: $(VENV)/.ready ## Run every test; installs Chromium and LibreOffice where apt and root are there.
	@sh scripts/test_tools.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist worksteal

test-postgres: $(VENV)/.ready ## Run the tests on a PostgreSQL server of their own.
	sh scripts/postgres.sh $(BIN)/python -m pytest -n auto -m "not browser and not office"

sweep: $(VENV)/.ready ## Have everybody of every duty try every address, open and closed.
	EVERY=1 $(BIN)/python -m pytest -n auto tests/web/test_every_address_as_everybody.py

bench: $(VENV)/.ready ## Print benchmarks as ratios measured side by side.
	$(BIN)/python -m bench
	$(BIN)/python -m bench.strain
	$(BIN)/python -m bench.relief

fuzz: $(VENV)/.ready ## Throw 120,000 generated inputs at the readers, 1,000 files at the upload, new examples at the rules.
	NEW_EXAMPLES=1 FUZZ_INPUTS=120000 FUZZ_UPLOADS=1000 $(BIN)/python -m pytest -s -v tests/fuzz tests/web/test_files_by_chance.py
	NEW_EXAMPLES=1 $(BIN)/python -m pytest -n auto tests/core

faults: $(VENV)/.ready ## Kill the worker and the site again and again at random moments (FAULTS=25 times each).
	FAULTS=$(or $(FAULTS),25) $(BIN)/python -m pytest -v tests/faults

docs: $(VENV)/.ready ## Write the reference pages that come from the code and the policies.
	$(BIN)/python -m goldenthread.jobs.docs

gallery: $(VENV)/.ready ## Take the pictures in docs/images again.
	GOLDENTHREAD_GALLERY=1 $(BIN)/python -m pytest tests/journeys -k gallery

format: $(VENV)/.ready ## Put code in order.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

look: ## Build the stylesheet again (needs Node; the built one is kept in the repository).
	cd goldenthread/reports/look && npm ci && npm run build

lock: ## Resolve dependencies again into requirements.lock (needs uv).
	uv lock && uv export --all-groups --no-emit-project --no-header --no-annotate -o requirements.lock

clean: ## Remove what was made.
	rm -rf $(VENV) var out

$(VENV)/.ready: requirements.lock pyproject.toml
	@sh scripts/python.sh $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@
