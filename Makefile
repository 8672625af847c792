# What one does with Subkelvin. Each target is the only command needed; the work is in scripts/.
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:

PREFIX ?= /usr/local
DESTDIR ?=
SECONDS ?= 60

# A crash must end at once, not wait for a backtrace that nobody reads.
export SWIFT_BACKTRACE ?= enable=no

# Targets whose script this checkout does not have.
ABSENT := $(foreach name,fuzz soak,$(if $(wildcard scripts/$(name)),,$(name)))

.PHONY: help run test bench docs format install uninstall clean

help: ## print this
	@printf 'make TARGET, where TARGET is\n\n'
	@sed -nE 's/^([a-z]+):.*## (.*)$$/  \1\t\2/p' $(firstword $(MAKEFILE_LIST)) $(ABSENT:%=| grep -v '^  %') | expand -t 14

run: ## build the program and run a demonstration fleet: open the address it prints
	@scripts/bootstrap --for run
	@scripts/release
	@scripts/demo

test: ## check everything: format, repository, build, documentation, tests
	@scripts/bootstrap --for test
	@scripts/test

bench: ## time it against its targets, its peers and the recorded instruction counts
	@scripts/bootstrap --for bench
	@scripts/bench

docs: ## build the reference into .build/docs
	@scripts/bootstrap --for test
	@scripts/docs

format: ## format every Swift file in place
	@scripts/format

ifneq ($(wildcard scripts/fuzz),)
.PHONY: fuzz
fuzz: ## feed the readers broken input: make fuzz SECONDS=60
	@scripts/bootstrap --for test
	@scripts/fuzz $(SECONDS)
endif

ifneq ($(wildcard scripts/soak),)
.PHONY: soak
soak: ## run for long and watch memory and time: make soak SECONDS=600
	@scripts/bootstrap --for test
	@scripts/soak $(SECONDS)
endif

install: ## install program, manual, completions: make install PREFIX=/usr/local DESTDIR=
	@scripts/bootstrap --for run
	@scripts/install --prefix '$(PREFIX)' --destdir '$(DESTDIR)'

uninstall: ## remove them again, with the same PREFIX and DESTDIR
	@scripts/install --remove --prefix '$(PREFIX)' --destdir '$(DESTDIR)'

clean: ## remove all that was built
	rm -rf .build Benchmarks/.build
