# What a person runs. Two commands matter: `make cycle` runs the year, `make test` proves the project.
# Everything is set up on first use: the Python environment once per requirements.lock, npm once per package-lock.json.
#
# Variables: SIZE=full|small  SCENARIO=planted|null|…  (the demo)   FISCAL_YEAR=2567  AS_OF=2024-01-31
#            DATA_DIR=data  INBOX_DIR=$(DATA_DIR)/inbox  PORT=8000

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

ifeq ($(wildcard dbt_project.yml),)
$(error run make in the project's own folder, or with make -C <folder>)
endif

# ---- what may be set from outside ----
ASKED_FOR_DEMO := $(filter command environment,$(firstword $(origin SIZE)) $(firstword $(origin SCENARIO)))
SIZE ?= full
SCENARIO ?= planted
FISCAL_YEAR ?=
AS_OF ?=
PORT ?= 8000
EDITION ?= public
YEAR ?=
LISTEN ?= 127.0.0.1:8080
USERS ?=
DATA_DIR ?= data
absolute = $(if $(filter /%,$(firstword $(1))),$(1),$(CURDIR)/$(1))
override DATA_DIR := $(call absolute,$(DATA_DIR))
INBOX_DIR ?= $(DATA_DIR)/inbox
override INBOX_DIR := $(call absolute,$(INBOX_DIR))
export DATA_DIR INBOX_DIR

# ---- what every tool must see ----
# no tool reports home; one thread per BLAS call, for two are many times slower on a busy two-core machine
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DBT_SEND_ANONYMOUS_USAGE_STATS := 0
export SEND_ANONYMOUS_USAGE_STATS := no
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export PYTHONUTF8 := 1
# the cycle ends at once when it is done; what its helper processes say about that helps nobody
export PYTHONWARNINGS := ignore::UserWarning:multiprocessing.resource_tracker
# uv trusts what the system trusts, as pip and npm do
export UV_SYSTEM_CERTS := 1
export PYTHONPATH := $(CURDIR)/python:$(CURDIR)
export DBT_PROJECT_DIR := $(CURDIR)
export DBT_PROFILES_DIR := $(CURDIR)
# what the caller's shell holds must not lead dbt, Python or a make inside a test elsewhere
unexport DBT_DUCKDB_PATH DBT_TARGET DBT_TARGET_PATH DBT_PROFILE VIRTUAL_ENV PYTHONHOME MAKEFLAGS MAKELEVEL

# ---- the environment, once per lock ----
checksum = $(shell { sha256sum $(1) 2>/dev/null || shasum -a 256 $(1); } | cut -c1-16)
PYTHON := .venv/bin/python
PYTHON_READY := .venv/.stamp-$(call checksum,requirements.lock)
NODE_READY := reports/node_modules/.stamp-$(call checksum,reports/package-lock.json)
UV_VERSION := 0.13.9
RUN := "$(CURDIR)/$(PYTHON)" -X utf8

.PHONY: help cycle test test-cycle test-python test-long test-long-cycle test-long-python quick dev demo site server-config rejects duplicates feed-guide withdraw purge reproduce-test lint lint-sql lint-python dbt-tests docs lock chromium nginx bench-intake bench-statistics bench-honesty
help:
	@printf '%s\n' \
	  'make cycle      run the year S1-S9 and publish the site    (ประมวลผลทั้งปีและเผยแพร่)' \
	  'make site       show what is published, on this machine    EDITION=public|intranet (เปิดดูสิ่งที่เผยแพร่)' \
	  'make test       lint, dbt tests, Python, flow and page tests' \
	  'make test-long  what takes minutes: recovery, kills, two years' \
	  'make quick      the checks to run before a commit' \
	  'make dev        environment and intake, then: .venv/bin/dbt build --select <model>+' \
	  'make demo       put the demo files into the inbox           SIZE=full|small SCENARIO=planted|null' \
	  'make docs       dbt documentation and the coverage table' \
	  'make server-config  nginx for what is published   EDITION=public|intranet YEAR=<an archived year> LISTEN=127.0.0.1:8080 USERS=<htpasswd file: nobody else sees it>' \
	  'make rejects    rejected rows as workbooks per unit, in the outbox' \
	  'make duplicates customers that may be one, as a workbook to answer in, in the outbox' \
	  'make feed-guide what each feed must look like, with example files' \
	  'make withdraw   FILE=<path in the inbox> REASON=<why>: a file no longer counts' \
	  'make reproduce-test  every figure of S5 again from the exported counts, by other libraries' \
	  'make bench-intake  how fast intake is beside the libraries it reads with   BENCH_MB=1000 BENCH_REPEATS=5' \
	  'make purge      personal data whose time is over; PERSON=<name> or WAVE=2566: of a person, of a survey' \
	  'make bench-statistics, bench-honesty   the tables of docs/benchmarks.md' \
	  'make lock       renew requirements.lock and package-lock.json'

$(PYTHON_READY): requirements.lock
	@python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' 2>/dev/null \
	  || { echo 'python3 3.11 or later is needed (found: '"$$(python3 --version 2>&1)"'); install it and run make again' >&2; exit 1; }
	@python3 -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "python3's module venv is needed (Debian and Ubuntu: the package python3-venv)" >&2; exit 1; }
	@echo 'Setting up the Python environment (once per requirements.lock) ...'
	@rm -f .venv/.stamp-*
	@python3 -m venv .venv
	@# compiled once here: where PYTHONDONTWRITEBYTECODE is set every process would compile pandas and dbt for itself
	@# uv is faster; pip does the same where uv is not to be had or does not trust the network's certificate
	@"$(PYTHON)" -m pip install -q --disable-pip-version-check "uv==$(UV_VERSION)" \
	  && "$(PYTHON)" -m uv pip install -q --compile-bytecode --python "$(PYTHON)" --require-hashes -r requirements.lock \
	  || "$(PYTHON)" -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@# the project itself: its own folders on the path, relative, so that a moved checkout still works
	@printf '%s\n' ../../../../python ../../../.. \
	  > "$$("$(PYTHON)" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/customer_segmentation.pth"
	@PREFECT_HOME="$(CURDIR)/.venv/prefect" "$(PYTHON)" -m flows.server_process prepare
	@touch $@

$(NODE_READY): reports/package-lock.json
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null \
	  || { echo 'node 20 or later is needed (found: '"$$(node --version 2>&1)"'); install it and run make again' >&2; exit 1; }
	@command -v npm >/dev/null || { echo 'npm is needed (it comes with node); install it and run make again' >&2; exit 1; }
	@echo 'Setting up the report tools (once per package-lock.json) ...'
	@cd reports && npm ci --silent --no-audit --no-fund </dev/null
	@touch $@

# ---- the year ----
cycle: $(PYTHON_READY) $(NODE_READY)
	@if [ -n "$(ASKED_FOR_DEMO)" ] || [ -z "$$(ls -A "$$INBOX_DIR" 2>/dev/null)" ]; then $(MAKE_DEMO); fi
	@$(RUN) -m flows cycle $(if $(FISCAL_YEAR),--fiscal-year "$(FISCAL_YEAR)") $(if $(AS_OF),--as-of "$(AS_OF)")

MAKE_DEMO = $(RUN) -m demo --inbox "$$INBOX_DIR" --truth "$$DATA_DIR/demo-truth" --data-dir "$$DATA_DIR" \
	--size "$(SIZE)" --scenario "$(SCENARIO)"
demo: $(PYTHON_READY)
	@$(MAKE_DEMO)

site: $(PYTHON_READY)
	@$(RUN) -m customer_segmentation.site serve --edition "$(EDITION)" --port "$(PORT)"

server-config: $(PYTHON_READY)
	@$(RUN) -m customer_segmentation.site server-config --edition "$(EDITION)" --listen "$(LISTEN)" $(if $(USERS),--users "$(USERS)") $(if $(YEAR),--year "$(YEAR)")

dev: $(PYTHON_READY)
	@$(RUN) -m flows intake
	@echo 'Ready. Next: .venv/bin/dbt build --select <model>+   (writes dev.duckdb in the data folder, never what is published)'

# ---- back to the units ----
rejects: $(PYTHON_READY)
	@$(RUN) -m customer_segmentation.documents rejects

duplicates: $(PYTHON_READY)
	@$(RUN) -m customer_segmentation.documents duplicates

feed-guide: $(PYTHON_READY)
	@$(RUN) -m customer_segmentation.documents feed-guide

withdraw: $(PYTHON_READY)
	@[ -n "$(FILE)" ] || { echo 'name the file: make withdraw FILE=<path in the inbox> REASON=<why>' >&2; exit 1; }
	@$(RUN) -m customer_segmentation.intake withdraw "$(FILE)" --reason "$(REASON)"

purge: $(PYTHON_READY)
	@$(RUN) -m customer_segmentation.intake purge $(if $(PERSON),--person "$(PERSON)") $(if $(WAVE),--wave "$(WAVE)") \
	  $(if $(AS_OF),--as-of "$(AS_OF)")

# ---- for the unit that signs the test ----
reproduce-test: $(PYTHON_READY)
	@$(RUN) -m customer_segmentation.reproduction

# ---- the proof; every check writes into a folder of its own, never into DATA_DIR ----
IN_SCRATCH = scratch="$$(mktemp -d)" && trap 'rm -rf "$$scratch"' EXIT && trap 'exit 1' INT TERM \
	&& export DATA_DIR="$$scratch" INBOX_DIR="$$scratch/inbox" DBT_TARGET_PATH="$$scratch/target" \
	DBT_LOG_PATH="$$scratch/logs" && mkdir "$$INBOX_DIR" && $(RUN) -m flows intake

# Two at a time, the longest first: one process alone leaves half of a small machine idle. Where make can, each one's
# output comes in one piece.
TWO_AT_A_TIME = +$(MAKE) --no-print-directory -j2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
test: lint-python $(NODE_READY) chromium
	@$(TWO_AT_A_TIME) test-cycle test-python lint-sql dbt-tests

test-cycle: $(PYTHON_READY) $(NODE_READY)
	@$(RUN) -m pytest -m "not long" tests/flows tests/reports

test-python: $(PYTHON_READY)
	@$(RUN) -m pytest -m "not long" tests/python

test-long: $(PYTHON_READY) $(NODE_READY) chromium nginx
	@$(TWO_AT_A_TIME) test-long-cycle test-long-python

test-long-cycle: $(PYTHON_READY) $(NODE_READY)
	@$(RUN) -m pytest -m long tests/flows tests/reports

test-long-python: $(PYTHON_READY)
	@$(RUN) -m pytest -m long tests/python

# what takes minutes to hours and is kept in docs/benchmarks.md
bench-statistics: $(PYTHON_READY)
	@$(RUN) -m benchmarks.statistics

bench-honesty: $(PYTHON_READY)
	@$(RUN) -m benchmarks.honesty

quick: lint-python test-python

lint: lint-python lint-sql

lint-python: $(PYTHON_READY)
	@$(RUN) -m ruff check --quiet python flows demo benchmarks tests
	@$(RUN) -m ruff format --quiet --check python flows demo benchmarks tests
	@$(RUN) -m mypy python flows demo benchmarks

lint-sql: $(PYTHON_READY)
	@$(IN_SCRATCH) && $(RUN) -m sqlfluff lint --processes 2 --disable-progress-bar \
	  $(wildcard models analyses tests/data)

dbt-tests: $(PYTHON_READY)
	@$(IN_SCRATCH) && $(RUN) -m dbt.cli.main build --empty --quiet --exclude-resource-type unit_test test \
	  && $(RUN) -m dbt.cli.main test --select test_type:unit

bench-intake: $(PYTHON_READY)
	@$(RUN) -m benchmarks $(if $(BENCH_MB),--megabytes "$(BENCH_MB)") $(if $(BENCH_REPEATS),--repeats "$(BENCH_REPEATS)")

chromium:
	@for browser in chromium chromium-browser google-chrome google-chrome-stable; do \
	    command -v $$browser >/dev/null 2>&1 && exit 0; \
	  done; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo 'Installing Chromium and Thai fonts for the page tests ...'; \
	    apt-get update -qq -o DPkg::Lock::Timeout=300 </dev/null && DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq -o DPkg::Lock::Timeout=300 chromium fonts-thai-tlwg fonts-noto-core </dev/null >/dev/null && exit 0; \
	  fi; \
	  echo 'the page tests need Chromium: install chromium (and Thai fonts) and run make again' >&2; exit 1

# the long tests serve the site as an installation would
nginx:
	@[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null 2>&1 && exit 0; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo 'Installing nginx for the long tests ...'; \
	    apt-get update -qq -o DPkg::Lock::Timeout=300 </dev/null && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends nginx-light </dev/null >/dev/null && exit 0; \
	  fi; \
	  echo 'the long tests need nginx: install it and run make again' >&2; exit 1

docs: $(PYTHON_READY)
	@$(IN_SCRATCH) && $(RUN) -m dbt.cli.main docs generate --quiet --static --empty-catalog \
	  && mkdir -p target && cp "$$scratch/target/static_index.html" target/docs.html
	@echo 'target/docs.html'

lock: $(PYTHON_READY)
	@$(RUN) -m uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 requirements.in -o requirements.lock
	@cd reports && npm install --package-lock-only --silent
