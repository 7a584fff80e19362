# SPDX-License-Identifier: Apache-2.0
# Cisterna's front door. `make help` lists what it can do.

SHELL = /bin/sh
.DEFAULT_GOAL = help
.PHONY: deps build run test bench hardware-test hardware-bench campaign install deb clean trace lint embedded arm64 man help
# swift build takes a lock on .build: one target at a time.
.NOTPARALLEL:

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
BINDIR = $(PREFIX)/bin
LIBDIR = $(PREFIX)/lib
SHAREDIR = $(PREFIX)/share
CONFDIR = /etc/cisterna
INSTALL ?= install
RELEASE = .build/release
# Twelve power cuts a seed.
POWER_SEEDS ?= 1..8500
DETECT_SEEDS ?= 1..10
KILLS ?= 2000
PROGRAMS = cisternad cisterna cisterna-bench
TO_LINT = $(wildcard Sources Tests HardwareTests Package.swift)

help:
	@echo 'Cisterna: a pump controller for intrathecal drug delivery benches. For bench rigs only.'
	@echo
	@echo '  make run            the simulated rig with a therapy, shown until Ctrl-C; RUN_SECONDS=20 ends by itself'
	@echo '  make test           all tests that need no rig'
	@echo '  make build          all programs, in release, to $(RELEASE)/'
	@echo '  make bench          the benchmarks, one JSON object each'
	@echo '  make install        programs, units, rules, man pages and completions; PREFIX=$(PREFIX), DESTDIR='
	@echo '  make man            the man pages, to .build/man/: man -M .build/man cisterna'
	@echo '  make trace          which requirement is held by which tests'
	@echo '  make lint           formatting and lint of the Swift files'
	@echo '  make embedded       the core compiled as Embedded Swift'
	@echo '  make arm64          the C files compiled for 64-bit Arm, with both versions of libgpiod'
	@echo '  make deps           what is missing of the Debian packages, and the Python of the tests'
	@echo '  make hardware-test  tests on the lines of real kernels, in emulated guests'
	@echo '  make hardware-bench latency, edges and step rate on them, in virtual time'
	@echo '  make campaign       a million sequences of calls against the dose windows, the oracle over years,'
	@echo '                      100,000 power cuts and 2,000 kills against the record, failing and sound lines'
	@echo '  make deb            a Debian package for this machine, to .build/deb/'
	@echo '  make clean          removes .build and .run, the local state of make run with it'

deps:
	@.ci/deps

# What the build says goes to standard error, so that standard output is the job's own.
build: deps
	@$(SWIFT) build -c release --static-swift-stdlib >&2

run: build
	@Config/run-local.sh

test: deps lint embedded
	@.ci/trace --brief
	CISTERNA_TEST_PYTHON='$(CURDIR)/.build/venv/bin/python3' $(SWIFT) test --disable-xctest $(TEST_FLAGS)

lint:
	$(SWIFT) format lint --strict --parallel -r $(TO_LINT)

embedded:
	@.ci/embedded

arm64:
	@.ci/arm64

man: build
	@.ci/man $(RELEASE) .build/man

trace:
	@.ci/trace

bench: build
	@$(RELEASE)/cisterna-bench core --json
	@$(RELEASE)/cisterna-bench latency --seconds 10 --json
	@$(RELEASE)/cisterna-bench idle --seconds 30 --json
	@$(RELEASE)/cisterna-bench delivery --json
	@$(RELEASE)/cisterna-bench commit --seconds 5 --json
	@$(RELEASE)/cisterna-bench record --days 10 --json

# In release, in folders of their own. What `make test` does in a short form of seconds. The kills go through real daemons.
campaign: build
	CISTERNA_CAMPAIGN=1 $(SWIFT) test -c release --scratch-path .build/campaign --disable-xctest \
	    -Xswiftc -enable-testing --filter 'PumpCoreTests.(CounterexampleSearchTests|OracleTests|WindowOracleTests)'
	$(RELEASE)/cisterna-sim power --seeds $(POWER_SEEDS)
	$(RELEASE)/cisterna-sim kill --count $(KILLS)
	$(RELEASE)/cisterna-sim detect --seeds $(DETECT_SEEDS)

# HARDWARE_FLAGS=--short takes less time; --help says what else there is.
hardware-test: deps
	@HardwareTests/vm/hardware-test $(HARDWARE_FLAGS)

hardware-bench: deps
	@HardwareTests/vm/hardware-bench $(HARDWARE_FLAGS)

deb: build
	@packaging/deb .build/deb

# Does not build as root what is there already: `make build && sudo make install`.
install:
	@for program in $(PROGRAMS); do \
	    test -x $(RELEASE)/$$program || { $(MAKE) build; break; }; \
	done
	$(INSTALL) -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/systemd/system $(DESTDIR)$(LIBDIR)/sysusers.d \
	    $(DESTDIR)$(LIBDIR)/tmpfiles.d $(DESTDIR)$(LIBDIR)/udev/rules.d $(DESTDIR)$(CONFDIR)
	for program in $(PROGRAMS); do \
	    $(INSTALL) -m 0755 $(RELEASE)/$$program $(DESTDIR)$(BINDIR)/$$program || exit 1; \
	done
	sed 's|/usr/bin/cisternad|$(BINDIR)/cisternad|g' 'systemd/cisternad@.service' \
	    > '$(DESTDIR)$(LIBDIR)/systemd/system/cisternad@.service'
	chmod 0644 '$(DESTDIR)$(LIBDIR)/systemd/system/cisternad@.service'
	$(INSTALL) -m 0644 'systemd/cisternad@.socket' $(DESTDIR)$(LIBDIR)/systemd/system/
	$(INSTALL) -m 0644 systemd/cisterna.sysusers.conf $(DESTDIR)$(LIBDIR)/sysusers.d/cisterna.conf
	$(INSTALL) -m 0644 systemd/cisterna.tmpfiles.conf $(DESTDIR)$(LIBDIR)/tmpfiles.d/cisterna.conf
	$(INSTALL) -m 0644 Config/udev/70-cisterna.rules $(DESTDIR)$(LIBDIR)/udev/rules.d/
	@# What somebody has edited stays as it is.
	for folder in rigs therapies drugs; do \
	    $(INSTALL) -d $(DESTDIR)$(CONFDIR)/$$folder; \
	    for file in Config/$$folder/*.toml; do \
	        test -e $(DESTDIR)$(CONFDIR)/$$folder/$${file##*/} \
	            || $(INSTALL) -m 0644 $$file $(DESTDIR)$(CONFDIR)/$$folder/ || exit 1; \
	    done; \
	done
	test -e $(DESTDIR)$(CONFDIR)/bench.toml || $(INSTALL) -m 0644 Config/bench.toml $(DESTDIR)$(CONFDIR)/
	.ci/man $(RELEASE) $(DESTDIR)$(SHAREDIR)/man
	$(INSTALL) -d $(DESTDIR)$(SHAREDIR)/bash-completion/completions $(DESTDIR)$(SHAREDIR)/zsh/site-functions \
	    $(DESTDIR)$(SHAREDIR)/fish/vendor_completions.d
	$(RELEASE)/cisterna --generate-completion-script bash > $(DESTDIR)$(SHAREDIR)/bash-completion/completions/cisterna
	$(RELEASE)/cisterna --generate-completion-script zsh > $(DESTDIR)$(SHAREDIR)/zsh/site-functions/_cisterna
	$(RELEASE)/cisterna --generate-completion-script fish > $(DESTDIR)$(SHAREDIR)/fish/vendor_completions.d/cisterna.fish

clean:
	rm -rf .build .run
