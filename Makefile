# Every target makes the environment it needs, once. `make` alone tells what there is.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PROFILE ?= default
BIN := .venv/bin

# The environment is whole when this file exists: it is made last, and named after what it was made
# of, the lock, the Python and the kind of TensorFlow. Another lock makes another environment, and
# so does PYTHON or GPU where given. Time stamps, which a clone or a copy changes, play no part.
# Its recipe asks for set -e by itself: a make before 3.82 passes over .SHELLFLAGS.
LOCK := $(shell cksum < requirements.lock | tr ' ' '-')
MADE := $(if $(PYTHON)$(GPU),,$(firstword $(wildcard .venv/ready-$(LOCK)*)))
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))))
VERSION = $(shell "$(PYTHON)" -c 'import platform; print(platform.python_version())' 2>/dev/null)
READY := $(or $(MADE),.venv/ready-$(LOCK)-$(VERSION)$(if $(GPU),-gpu))

.PHONY: help setup pipeline test lint lab notebooks pictures mysql mysql-stop lock clean

help:  ## Tell what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY)  ## Make .venv from requirements.lock (GPU=1: TensorFlow with CUDA)

$(READY):
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || \
		{ echo "codegarden needs Python 3.11, 3.12 or 3.13: install one, or make PYTHON=/path/to/it"; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' || \
		{ echo "this Python has no venv module: on Debian, apt install python3-venv"; exit 1; }
	@echo "making .venv from requirements.lock: some minutes, once"
	@rm -rf .venv
	@set -e; trap 'rm -rf .venv; echo ".venv was not finished and is removed: run make setup again"' ERR; \
	"$(PYTHON)" -m venv .venv; \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock; \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	if [ -n "$(GPU)" ]; then \
		version=$$($(BIN)/python -c 'from importlib.metadata import version; print(version("tensorflow-cpu"))'); \
		$(BIN)/python -m pip uninstall --quiet --yes tensorflow-cpu; \
		$(BIN)/python -m pip install -qq --disable-pip-version-check "tensorflow[and-cuda]==$$version"; \
	fi; \
	touch $@; \
	echo "ready: $$($(BIN)/python --version), $$(du -sh .venv | cut -f1) in .venv"

pipeline: $(READY)  ## Run the four notebooks and write a report (PROFILE=smoke|default|full FROM=03 FORCE=1 CLUSTER=local:2)
	@$(if $(CLUSTER),CODEGARDEN_CLUSTER=$(CLUSTER)) $(BIN)/codegarden run --profile $(PROFILE) $(if $(FROM),--from $(FROM)) $(if $(FORCE),--force)

test: $(READY)  ## Run every test and check the notebooks
	@$(BIN)/python -m pytest -n auto --dist loadfile tests
	@rm -rf .cache/nbval && mkdir -p .cache/nbval
	@CODEGARDEN_DATABASE_URL="sqlite:///$$PWD/.cache/nbval/codegarden.sqlite" \
		CODEGARDEN_MODELS="$$PWD/.cache/nbval/models" \
		$(BIN)/python -m pytest --nbval-lax --nbval-current-env --nbval-cell-timeout=300 notebooks

lint: $(READY)  ## Check style: code, docstrings, notebooks
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

lab: $(READY)  ## Open the notebooks in JupyterLab
	@$(BIN)/jupyter lab --notebook-dir=. notebooks/01_retrieve_and_mutate.ipynb

notebooks: $(READY)  ## Execute the notebooks in place with their defaults, to be committed
	@$(BIN)/codegarden notebooks

pictures: $(READY)  ## Draw the README's picture anew, by executing notebook 03
	@$(BIN)/codegarden notebooks --only 03

mysql: $(READY)  ## Start a private MySQL or MariaDB server in .mysql/ and print its URL
	@$(BIN)/codegarden db mysql start

mysql-stop: $(READY)  ## Stop that server
	@$(BIN)/codegarden db mysql stop

lock: $(READY)  ## Compile requirements.lock from pyproject.toml, newest versions that fit
	@$(BIN)/python -m pip install -qq --disable-pip-version-check uv
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--prerelease disallow --upgrade --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" --quiet --output-file requirements.lock

clean:  ## Remove what runs made; keep .venv, the database and the examples
	@rm -rf runs models .pytest_cache .ruff_cache .cache notebooks/.ipynb_checkpoints
	@find lib tests -name __pycache__ -type d -prune -exec rm -rf {} +
