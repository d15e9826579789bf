# One entry for each daily act. `make help` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run dev test check bench

# Tools that the scripts install into .tools come first.
export PATH := $(CURDIR)/.tools/bin:$(PATH)
hamyar := $(or $(CARGO_TARGET_DIR),target)/debug/hamyar

help: ## list these commands
	@echo "Hamyar. Commands:"
	@sed -n 's/^\([a-z]*\):.*## /make \1|/p' $(MAKEFILE_LIST) | \
	    while IFS='|' read -r name what; do printf '  %-12s %s\n' "$$name" "$$what"; done

run: ## build everything, start it with its own PostgreSQL on http://127.0.0.1:8080 (demo data at the first start)
	@scripts/check-versions
	@if [ -z "$${DATABASE_URL:-}" ]; then scripts/install-postgres; fi
	@scripts/build-web
	@cargo build --bin hamyar
	@exec $(hamyar) run

dev: ## the same, rebuilding and reloading at every change
	@scripts/check-versions
	@if [ -z "$${DATABASE_URL:-}" ]; then scripts/install-postgres; fi
	@scripts/build-web
	@exec scripts/dev

# All targets are built at once, the binary included, so that tests which start it find the one just built.
test: ## install what tests need, then run the Rust, TypeScript and browser tests
	@scripts/check-versions
	@scripts/install-test-tools
	@scripts/build-web
	cargo build --workspace --all-targets --locked
	cargo nextest run --workspace --locked --no-fail-fast
	cargo test --workspace --doc --locked --quiet
	scripts/fuzz-interface $(hamyar)
	cd web && npm run --silent test
	cd web && HAMYAR_BIN=$(abspath $(hamyar)) npm run --silent sim
	cd web && HAMYAR_BIN=$(abspath $(hamyar)) \
	    HAMYAR_CHROMIUM="$${HAMYAR_CHROMIUM:-$$(command -v chromium || command -v chromium-browser || command -v google-chrome)}" \
	    npm run --silent e2e

check: ## format, lints, licenses, spelling, types, compose file; lists statements without a test
	@scripts/check-versions
	@scripts/install-check-tools
	cargo fmt --all --check
	typos
	cd web && npm run --silent check
	scripts/check-compose
	scripts/check-dependencies
	@scripts/build-web
	cargo clippy --workspace --all-targets --locked -- -D warnings
	@scripts/statements

bench: ## measure every bar and write docs/benchmarks.md (takes a while; optimised build)
	@scripts/check-versions
	@scripts/install-postgres
	@scripts/build-web
	cargo build --release --bin hamyar
	$(or $(CARGO_TARGET_DIR),target)/release/hamyar bench --out docs/benchmarks.md
