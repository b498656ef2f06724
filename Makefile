# mailmoot: build, test, install.  `make help` lists the targets.

VERSION := 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
CC := gcc
FLAVOUR ?= release
# V=1 shows whole command lines.
Q := $(if $(V),,@)
SAY := @$(if $(V),:,echo)

# ---- what the compiler is told -------------------------------------------
PACKAGES := glib-2.0 gio-2.0 gmime-3.0 sqlite3 libical libconfuse jansson libxml-2.0 gnutls nettle libpcre2-8 uchardet
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wpointer-arith -Wwrite-strings -Wvla -Wformat=2 \
	-Wundef -Wcast-qual -Wswitch-enum -Wimplicit-fallthrough -fno-common
ifneq ($(findstring clang,$(CC)),clang)
WARNINGS += -Wjump-misses-init
endif
ifdef DEV
WARNINGS += -Werror
endif
HARDENING := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LINK_HARDENING := -pie -Wl,-z,relro,-z,now
OPTIMISE := -O2 -g
ifeq ($(FLAVOUR),asan)
OPTIMISE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
HARDENING := -fPIE
LINK_HARDENING := -pie -fsanitize=address,undefined
endif
ifeq ($(FLAVOUR),fuzz)
OPTIMISE := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
HARDENING :=
LINK_HARDENING := -fsanitize=fuzzer,address,undefined
endif
# It is run often and only to die; what it costs is the compiler's time.
ifeq ($(FLAVOUR),crash)
OPTIMISE := -O0 -DMAILMOOT_CRASH_POINTS
HARDENING := -fPIE
endif

ROOMS := base mail calendar workflow store transport engine publish cli
B := build/$(FLAVOUR)
SOURCES := $(wildcard gateway/*.c) $(foreach r,$(ROOMS),$(wildcard gateway/$(r)/*.c))
OBJECTS := $(SOURCES:gateway/%.c=$(B)/%.o)
LIBRARY := $(B)/libmailmoot.a
UNIT_SOURCES := $(wildcard tests/unit/test_*.c)
UNITS := $(UNIT_SOURCES:tests/unit/%.c=$(B)/tests/%)
MAILMOOT := $(if $(filter release,$(FLAVOUR)),build/mailmoot,$(B)/mailmoot)
EDGE := $(MAILMOOT)-edge

include_flags = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES)))
CPPFLAGS += -Igateway -D_GNU_SOURCE -DMAILMOOT_VERSION='"$(VERSION)"' \
	-DMAILMOOT_SHARE='"$(PREFIX)/share/mailmoot"' \
	-DGLIB_VERSION_MIN_REQUIRED=GLIB_VERSION_2_74 -DGLIB_VERSION_MAX_ALLOWED=GLIB_VERSION_2_74
CFLAGS += -std=gnu11 $(OPTIMISE) $(HARDENING) $(WARNINGS)
LDLIBS = -Wl,--as-needed -letpan $(shell pkg-config --libs $(PACKAGES))

.PHONY: all help check unit story server demo bench install format tidy rooms measure clean packages crash asan
all: $(MAILMOOT) ## build the program (build/mailmoot, and build/mailmoot-edge, which it starts)

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

# ---- building -------------------------------------------------------------
# Missing Debian packages are installed once, before the first compilation.
build/packages-%: tests/packages.sh
	@sh tests/packages.sh $*
	@mkdir -p build && touch $@

$(B)/%.o: gateway/%.c | build/packages-build
	@mkdir -p $(@D)
	$(SAY) "  CC    $<"
	$(Q)$(CC) $(CPPFLAGS) $(include_flags) $(CFLAGS) -MMD -MP -c -o $@ $<

$(LIBRARY): $(filter-out $(B)/main.o $(B)/edge.o,$(OBJECTS))
	@rm -f $@
	$(Q)ar rcs $@ $^

$(MAILMOOT): $(B)/main.o $(LIBRARY) | $(EDGE)
	$(SAY) "  LINK  $@"
	$(Q)$(CC) $(LINK_HARDENING) -o $@ $^ $(LDLIBS)

$(EDGE): $(B)/edge.o $(LIBRARY)
	$(SAY) "  LINK  $@"
	$(Q)$(CC) $(LINK_HARDENING) -o $@ $^ $(LDLIBS)

$(B)/tests/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(SAY) "  CC    $<"
	$(Q)$(CC) $(CPPFLAGS) -Itests/unit $(include_flags) $(CFLAGS) $(LINK_HARDENING) -MMD -MP -o $@ $< $(LIBRARY) $(LDLIBS)

-include $(OBJECTS:.o=.d) $(UNITS:=.d)

# ---- testing --------------------------------------------------------------
check: build/packages-check ## build and run every test, ending in "N passed, N failed"
	@sh tests/servers.sh || echo "Going on without further servers."
	@sh tests/check.sh

.PHONY: build-units
build-units: $(UNITS)

unit: $(UNITS) ## build and run the unit tests of this flavour
	@sh tests/unit.sh $(UNITS)

# Every parser, a program of its own in libFuzzer's form; TIME is seconds for each. Where
# clang and its runtime can be had libFuzzer drives them, else (and in `make check`) our own.
TIME ?= 10
FUZZ_DRIVER := $(if $(filter fuzz,$(FLAVOUR)),,tests/fuzz/driver.c)
FUZZERS := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
$(B)/fuzz/%: tests/fuzz/%.c tests/fuzz/fuzz.c tests/fuzz/fuzz.h $(FUZZ_DRIVER) $(LIBRARY)
	@mkdir -p $(@D)
	$(SAY) "  LINK  $@"
	$(Q)$(CC) $(CPPFLAGS) -Itests/fuzz $(include_flags) $(CFLAGS) $(LINK_HARDENING) -o $@ $< tests/fuzz/fuzz.c $(FUZZ_DRIVER) $(LIBRARY) $(LDLIBS)

.PHONY: fuzz fuzz-quick fuzzers
fuzzers: $(FUZZERS)

fuzz: build/packages-fuzz ## feed every parser mutated input (TIME=10 seconds each)
	@if echo 'int LLVMFuzzerTestOneInput(const char *b,long n){return !b&&n;}' | clang -fsanitize=fuzzer,address -x c -o build/has-fuzzer - 2>/dev/null; then \
		$(MAKE) --no-print-directory FLAVOUR=fuzz CC=clang fuzzers && sh tests/fuzz.sh libfuzzer build/fuzz/fuzz $(TIME); \
	else $(MAKE) --no-print-directory TIME=$(TIME) fuzz-quick; fi

fuzz-quick: ## the same by our own driver, without clang
	@$(MAKE) --no-print-directory FLAVOUR=asan fuzzers
	@sh tests/fuzz.sh own build/asan/fuzz $(TIME)

.PHONY: mails valgrind
mails: $(MAILMOOT) ## read every mail we have, by the sanitized program too
	@$(MAKE) --no-print-directory FLAVOUR=asan all
	@tests/mail/run && tests/mail/run_clean

valgrind: build/packages-valgrind build/interpret.so $(MAILMOOT) ## the same, and by valgrind
	@$(MAKE) --no-print-directory FLAVOUR=asan all
	@VALGRIND=1 tests/mail/run_clean

YEAR := $(B)/tests/year
BENCH_STORE := $(B)/tests/bench-store
$(YEAR): tests/year/year.c
$(BENCH_STORE): tests/bench/store.c
$(YEAR) $(BENCH_STORE): $(LIBRARY)
	@mkdir -p $(@D)
	$(SAY) "  LINK  $@"
	$(Q)$(CC) $(CPPFLAGS) $(include_flags) $(CFLAGS) $(LINK_HARDENING) -o $@ $(filter %.c,$^) $(LIBRARY) $(LDLIBS)

# Working time, beside a program that looks at every minute. SEED and TEAMS choose the
# cases; a team is some 4,000.
SEED ?= 20261127
TEAMS ?= 720
ORACLE := build/oracle
$(ORACLE): tests/oracle/oracle.c | build/packages-build
	@mkdir -p $(@D)
	$(SAY) "  LINK  $@"
	$(Q)$(CC) -std=gnu11 -O2 -g $(WARNINGS) -o $@ $<

ASK := $(B)/tests/ask
$(ASK): tests/oracle/ask.c $(LIBRARY)
	@mkdir -p $(@D)
	$(SAY) "  LINK  $@"
	$(Q)$(CC) $(CPPFLAGS) $(include_flags) $(CFLAGS) $(LINK_HARDENING) -o $@ $< $(LIBRARY) $(LDLIBS)

.PHONY: oracle
oracle: $(ORACLE) $(ASK) ## compare working time with an oracle, millions of cases (SEED=, TEAMS=)
	@echo "seed $(SEED), $(TEAMS) teams"
	@$(ORACLE) $(SEED) $(TEAMS) | $(ASK)

.PHONY: year
DAYS ?= 365
PEOPLE ?= 5
SEED ?= 1
year: $(YEAR) $(MAILMOOT) ## a year of five people, every mail judged, then played again (DAYS=, PEOPLE=, SEED=)
	@sh tests/year/run $(YEAR) $(MAILMOOT) $(DAYS) $(PEOPLE) $(SEED)

# What is loaded before the program, to trouble it.
build/fault.so: tests/fault/shim.c
build/clock.so: tests/fault/clock.c
build/haste.so: tests/fault/haste.c
build/interpret.so: tests/fault/interpret.c
build/certain.so: tests/fault/certain.c
build/fault.so build/clock.so build/haste.so build/interpret.so build/certain.so: | build/packages-build
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu11 -O1 -D_GNU_SOURCE -fPIC -shared -o $@ $< -ldl

rooms: $(OBJECTS) $(EDGE) ## prove that each room calls only the rooms it may
	@sh tests/rooms.sh $(B) $(EDGE)

measure: ## lines per file and function; fails above the limits
	@sh tests/measure.sh

format: ## lay out the source
	clang-format -i $$(git ls-files '*.c' '*.h')

tidy: build/packages-tidy ## clang-tidy and cppcheck
	cppcheck --quiet --enable=warning,portability --inline-suppr -Igateway --suppress=unknownMacro \
		'-DG_DEFINE_AUTOPTR_CLEANUP_FUNC(a,b)=' '-DG_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(a,b)=' \
		'-DG_DEFINE_QUARK(a,b)=' '-Djson_array_foreach(a,b,c)=for(;;)' \
		'-Djson_object_foreach(a,b,c)=for(;;)' --suppress=uninitvar --error-exitcode=1 gateway
	clang-tidy --quiet $(SOURCES) -- $(CPPFLAGS) $(include_flags) -std=gnu11

.PHONY: servers
servers: ## fetch further mail servers to test with (unpacked below build, not installed)
	@sh tests/servers.sh

demo: build/packages-demo $(MAILMOOT) ## play one working week of a small team (KEEP=1: leave the servers up)
	@python3 tests/demo.py $(if $(KEEP),--keep)

build/bench-working-time: tests/bench/working_time.c
build/bench-reading: tests/bench/reading.c
build/bench-working-time build/bench-reading: $(LIBRARY)
	$(SAY) "  LINK  $@"
	$(Q)$(CC) $(CPPFLAGS) $(include_flags) $(CFLAGS) $(LINK_HARDENING) -o $@ $(filter %.c,$^) $(LIBRARY) $(LDLIBS)

build/bench-gmime: tests/bench/gmime.c | build/packages-bench
	$(SAY) "  LINK  $@"
	$(Q)$(CC) -std=gnu11 -O2 $(shell pkg-config --cflags gmime-3.0) -o $@ $< $(shell pkg-config --libs gmime-3.0)

bench: build/packages-bench $(MAILMOOT) $(BENCH_STORE) build/bench-working-time build/bench-reading build/bench-gmime ## how fast, beside its peers, in one run (N=mails, ROWS=take-in,idle,...)
	@tests/bench/run $(N) $(ROWS)

install: $(MAILMOOT) ## install into $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/libexec/mailmoot $(DESTDIR)$(PREFIX)/share/mailmoot $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 755 $(MAILMOOT) $(DESTDIR)$(PREFIX)/bin/mailmoot
	install -m 755 $(EDGE) $(DESTDIR)$(PREFIX)/libexec/mailmoot/mailmoot-edge
	cp -R rules templates $(DESTDIR)$(PREFIX)/share/mailmoot/
	install -m 644 docs/*.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 docs/*.5 $(DESTDIR)$(PREFIX)/share/man/man5/

clean: ## remove what was built
	rm -rf build
