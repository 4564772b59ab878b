# Three commands: install, run, test. The last two do what install does when it hasn't been done.
PYTHON ?= python3
BIN := .venv/bin
# What Python has compiled of our own code is kept, whatever the machine is set to: tests start our programs often.
unexport PYTHONDONTWRITEBYTECODE
# Of the ten thousand files that we depend on CI reads a few: those are compiled when they are read.
COMPILE := $(if $(CI),--no-compile)

.PHONY: install run test test-all compiled lint lock bench browser peers screenshot flows words

install: .venv/installed

.venv/installed: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Sounding Board needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'
	@echo "Installing what is needed and what the tests need into .venv, once: 1.5 GB, a few minutes."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(COMPILE) --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/runs $@

# Everything CI runs. What is got from elsewhere comes while the code is read over; pytest speaks last.
DATABASES := shared
test: install
	@$(MAKE) --no-print-directory -j4 browser peers lint compiled
	$(BIN)/pytest -n 4 --dist worksteal --db $(DATABASES)

# The same, with what is said too on both databases, and three times as many examples, new ones: for a night.
test-all: export BY_NIGHT := 1
test-all:
	@$(MAKE) --no-print-directory test DATABASES=both

# The tests, compiled once for all processes that run them.
compiled: .venv/installed
	@$(BIN)/pytest --collect-only -qq >/dev/null || true

lint: install
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What stands in for Twilio in the tests: Node programs, on the Node that .venv holds.
peers: tests/peers/node_modules/.installed

tests/peers/node_modules/.installed: tests/peers/package.json tests/peers/package-lock.json | .venv/installed
	@cd tests/peers && for again in 1 2 3; do rm -rf node_modules; \
	../../$(BIN)/npm ci --ignore-scripts --loglevel=error && touch node_modules/.installed && break; sleep 5; done; \
	test -f node_modules/.installed || { rm -rf node_modules; echo "Without the npm registry the tests against Twilio's stand-ins step aside."; }

# Chromium for the tests of the simulator's page. Only a machine that is ours to change gets it installed.
browser: .venv/installed
	@$(BIN)/python -m tests.servers.browser || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing Chromium from the system's packages." && \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y \
	  --no-install-recommends chromium fonts-noto-color-emoji fonts-dejavu-core >/dev/null 2>&1; } || \
	echo "There is no Chromium on PATH: the tests in a browser step aside."

# To look at it, what it runs on is enough: half of what the tests need.
.venv/runs: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Sounding Board needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'
	@echo "Installing what is needed into .venv, once: 0.8 GB, a few minutes."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

run: .venv/runs
	@$(BIN)/python cli.py simulate

# The pictures in the README and in docs, taken of the running house.
screenshot: install browser
	$(BIN)/python -m simulator.scene docs/simulator.png
	$(BIN)/python -m tests.pictures docs
	$(BIN)/python -m tests.letter_pictures docs

# Side-by-side measurements. What we are compared with comes into .venv the first time.
bench: .venv/bench-installed
	@$(BIN)/python -m bench.inbound
	@$(BIN)/python -m bench.engine
	@$(BIN)/python -m bench.times
	@$(BIN)/python -m bench.commands
	@$(BIN)/python -m bench.matching_quality --seeds 10
	@$(BIN)/python -m bench.matching_speed

.venv/bench-installed: requirements-bench.lock bench/aiogram.lock | .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r bench/aiogram.lock
	@touch $@

lock:
	uv pip compile -q pyproject.toml --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.lock
	uv pip compile -q pyproject.toml --universal --extra dev --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements.lock -o requirements-dev.lock
	uv pip compile -q pyproject.toml --universal --extra dev --extra bench --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements-dev.lock -o requirements-bench.lock

# What is written from the code: docs/flows.md, the list of released states, the texts to translate.
flows: install
	@$(BIN)/sounding-board flows

words: install
	$(BIN)/pybabel -q extract -k _ --no-location --sort-output -o flows/locale/sounding_board.pot flows
	$(BIN)/pybabel -q update -i flows/locale/sounding_board.pot -d flows/locale -D sounding_board --no-fuzzy-matching --ignore-obsolete -w 110
	@rm flows/locale/sounding_board.pot
	@for po in flows/locale/*/LC_MESSAGES/*.po; do \
	sed -e '/^"Project-Id/d; /EMAIL@ADDRESS/d; /-Date: /d; /FULL NAME/d; /LL@li/d; /^"Generated-By/d' $$po > $$po.new && mv $$po.new $$po; done
