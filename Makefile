# Everything is done from here; `make` alone lists what there is.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.SILENT:
.PHONY: help run dev test check lock messages audit screenshots lighthouse bench clean

# What WeasyPrint draws the poster with.
PDF_LIBRARIES = libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

help: ## List the targets
	awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

run: ## Set up and start the site as in production (settings: .env.example)
	bin/miljoe drift
	bin/debian-pakker --gerne $(PDF_LIBRARIES)
	exec .venv/bin/python bin/start.py

dev: ## Development server that reloads, with debug toolbar and /stilguide/
	bin/miljoe udvikling
	exec .venv/bin/python bin/start.py --udvikling

test: ## Everything: lint, types, migrations, tests on SQLite and PostgreSQL, browser tests
	bin/miljoe udvikling
	bin/debian-pakker chromium postgresql gettext $(PDF_LIBRARIES)
	bin/npm-pakker
	exec bin/kontrol alt

check: ## The quick part of `make test`, under a minute
	bin/miljoe udvikling
	exec bin/kontrol hurtigt

lock: ## Compile the lock files from requirements.in and requirements-dev.in
	bin/miljoe udvikling
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		requirements.in -o requirements.txt
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		-c requirements.txt requirements-dev.in -o requirements-dev.txt
	bin/miljoe udvikling

messages: ## Bring locale/da up to date with the code, compile it, list what lacks Danish
	bin/miljoe udvikling
	bin/debian-pakker gettext
	.venv/bin/python bin/oversaettelser.py

audit: ## Look the locked dependencies up among known vulnerabilities
	bin/miljoe udvikling
	.venv/bin/pip-audit --require-hashes --disable-pip -r requirements.txt

screenshots: ## Shoot pages of the running site into var/skaerm/ (PAGES="/ /cases/")
	bin/miljoe udvikling
	bin/debian-pakker chromium
	.venv/bin/python bin/skaermbilleder.py $(PAGES)

lighthouse: ## Lighthouse's four scores of the pages that matter; of the site at SITE, else of its own
	bin/miljoe udvikling
	bin/debian-pakker chromium
	bin/npm-pakker
	$(if $(SITE),,.venv/bin/python bin/site-til-test) .venv/bin/python bin/lighthouse $(PAGES)

bench: ## Answers a second and their times at 100 and 10,000 pages, on SQLite and PostgreSQL (PARTS=soeg)
	bin/miljoe udvikling
	bin/debian-pakker postgresql
	.venv/bin/python bin/site-til-test .venv/bin/python bin/bench $(PARTS); sqlite=$$?; \
		bin/postgres-til-test .venv/bin/python bin/site-til-test --postgres .venv/bin/python bin/bench $(PARTS) && \
		exit $$sqlite

clean: ## Remove .venv and caches; data (DATA_DIR) stays
	rm -rf .venv node_modules .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +
