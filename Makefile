# Two commands: 'make audit' audits the sample library, 'make test' runs the tests. Both install what is missing.
SHELL := /bin/bash
PREFIX ?= /usr/local
PACKAGES := libgit2-dev libyaml-dev libssl-dev libjemalloc-dev pkg-config
BUILD := swift build -c release --static-swift-stdlib
BINARY := .build/release/shelflife
# The sample is judged as of this day, so that its reports are the same on every day.
AS_OF := 2026-11-20

.PHONY: audit test build setup install uninstall lint format man benchmark clean

audit: build
	@$(BINARY) report --as-of $(AS_OF) --out reports
	@$(BINARY) audit --as-of $(AS_OF) --fail-on never

build: setup
	@$(BUILD) 2>&1 | { grep -v -E '^\[[0-9]+/[0-9]+\]|^Build|^Fetch|^Comput|^Creat|^Working|^warning: .*(libgit2|yaml)|libFoundationEssentials\.a.*mktemp' || true; } >&2; exit $${PIPESTATUS[0]}

test: setup
	@swift test

setup:
	@command -v swift >/dev/null || { echo "Swift 6.2 or later is needed: https://www.swift.org/install/linux/" >&2; exit 2; }
	@if ! pkg-config --exists libgit2 yaml-0.1 libcrypto jemalloc 2>/dev/null; then \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo="sudo -n"; \
	  if command -v apt-get >/dev/null && { [ -z "$$sudo" ] || $$sudo true 2>/dev/null; }; then \
	    echo "Installing $(PACKAGES) ..." >&2; \
	    { $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $(PACKAGES); } >/dev/null; \
	  fi; \
	  pkg-config --exists libgit2 yaml-0.1 libcrypto jemalloc 2>/dev/null || { \
	    echo "libgit2, libyaml, OpenSSL or jemalloc are missing. Install them, then run make again:" >&2; \
	    echo "  sudo apt-get update && sudo apt-get install -y $(PACKAGES)" >&2; exit 2; }; \
	fi

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/shelflife
	install -m 644 Documentation/shelflife.1 $(DESTDIR)$(PREFIX)/share/man/man1/shelflife.1
	$(BINARY) completions bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/shelflife
	$(BINARY) completions zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_shelflife
	$(BINARY) completions fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/shelflife.fish

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/shelflife $(DESTDIR)$(PREFIX)/share/man/man1/shelflife.1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/shelflife \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_shelflife \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/shelflife.fish

# The man page comes from the commands' own help. The generator knows no exit status but 0 and more, dates the page with
# today, and leaves empty paragraphs where an option has set values: the page's own words follow it.
man: setup
	@out=$$(mktemp -d) && trap 'rm -r "$$out"' EXIT \
	  && swift package --allow-writing-to-directory "$$out" generate-manual --date $(AS_OF) --output-directory "$$out" >/dev/null \
	  && awk -f Documentation/manual.awk "$$out/shelflife.1" > Documentation/shelflife.1

lint:
	swift format lint --strict --parallel -r Sources Tests

format:
	swift format --in-place --parallel -r Sources Tests

benchmark: build
	Benchmarks/run

clean:
	swift package clean
