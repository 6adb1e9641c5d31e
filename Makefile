# Waymark's whole build. `make run`, `test`, `lint`, `fuzz` and `bench` install what is missing; the others expect it there.
#   SANITIZE=1   with AddressSanitizer and UndefinedBehaviorSanitizer, into build/asan     WERROR=1   warnings are errors
#   T=goal       tests of files named *goal* only     WEB=   without the interface     V=1   shows the commands     JOBS=n
CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
BUILD ?= build
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || cat VERSION 2>/dev/null || echo unknown)
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(or $(JOBS),$(shell nproc))
endif
Q := $(if $(V),,@)
say = $(if $(V),,@echo "  $(1)")

PACKAGES := libmicrohttpd jansson sqlite3 libpq libsodium libcrypto libcurl libutf8proc glib-2.0 libical
FOUND := $(shell pkg-config --exists $(PACKAGES) 2>/dev/null && echo yes)
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wno-missing-field-initializers
WARN += $(if $(WERROR),-Werror)
ifdef SANITIZE
OUT := $(BUILD)/asan
FLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined -DWAYMARK_FAULTS
else ifdef FUZZ
OUT := $(BUILD)/fuzz
FLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
else
OUT := $(BUILD)
FLAGS := -O2 -g -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
LINK := -pie -Wl,-z,relro,-z,now
endif
FLAGS_ALL = -std=gnu17 -D_GNU_SOURCE $(FLAGS) $(WARN) -Isrc $(if $(FOUND),$(shell pkg-config --cflags $(PACKAGES))) $(CFLAGS)
FLAGS_ALL := $(FLAGS_ALL)
LIBS := $(if $(FOUND),$(shell pkg-config --libs $(PACKAGES))) -lpthread -lm

SOURCES := $(wildcard src/base/*.c src/kernel/*.c src/app/*.c src/app/*/*.c)
OBJECTS := $(SOURCES:src/%.c=$(OUT)/obj/%.o) $(OUT)/obj/embedded.o
UNIT := $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(wildcard tests/unit/*.c))
FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
REPLAY := $(FUZZERS:%=$(OUT)/replay/%)
WEB := $(if $(wildcard web/build.mjs),$(shell find web lang -type f) tools/catalogue.mjs tools/icon.mjs node_modules/.stamp)

.PHONY: build run test lint tidy format bench pictures fuzz fuzzers docs clean setup unit replay FORCE
.DELETE_ON_ERROR:
build: $(OUT)/waymark

$(OUT)/waymark: $(OUT)/obj/main.o $(OUT)/libwaymark.a
	$(call say,link $@)
	$(Q)$(CC) $(FLAGS) $(LINK) -o $@ $^ $(LIBS)

$(OUT)/libwaymark.a: $(OBJECTS)
	@rm -f $@
	$(Q)ar qcs $@ $^

$(OUT)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(call say,cc $<)
	$(Q)$(CC) $(FLAGS_ALL) -MMD -MP -c -o $@ $<

# The one file that knows the version is made anew when the version changes.
$(OUT)/obj/kernel/command.o: FLAGS_ALL += -DWAYMARK_VERSION='"$(VERSION)"'
$(OUT)/obj/kernel/command.o: $(BUILD)/gen/version
$(BUILD)/gen/version: FORCE
	@mkdir -p $(@D)
	@echo '$(VERSION)' | cmp -s - $@ || echo '$(VERSION)' > $@

# What the binary carries: the migrations, the interface, and what the server says in other languages.
$(BUILD)/gen/embedded.S: tools/embed.sh $(wildcard sql/*.sql lang/*/server/*.json) $(BUILD)/web/.stamp
	@mkdir -p $(@D)
	$(Q)sh tools/embed.sh sql $(BUILD)/web lang > $@

$(OUT)/obj/embedded.o: $(BUILD)/gen/embedded.S
	@mkdir -p $(@D)
	$(Q)$(CC) -c -o $@ $<

$(BUILD)/web/.stamp: $(WEB)
	@rm -rf $(@D) && mkdir -p $(@D)
	$(if $(WEB),$(call say,web))
	$(if $(WEB),$(Q)node web/build.mjs --out $(@D))
	@touch $@

node_modules/.stamp: package-lock.json
	$(Q)sh tools/setup node

setup:
	@sh tools/setup build

# A second make, so that what has just been installed is found.
run: setup
	@$(MAKE) --no-print-directory build
	@test -e data || { rm -rf data.filling && $(OUT)/waymark demo --data data.filling && mv data.filling data; }
	$(OUT)/waymark serve --data data

test:
	@sh tools/setup build test
	@node tests/run.mjs $(T)

$(OUT)/unit/%: tests/unit/%.c $(OUT)/libwaymark.a
	@mkdir -p $(@D)
	$(call say,cc $<)
	$(Q)$(CC) $(FLAGS_ALL) -MMD -MP -o $@ $< $(OUT)/libwaymark.a $(LIBS) -lcmocka

$(OUT)/replay/%: tests/fuzz/fuzz_%.c tools/replay.c $(OUT)/libwaymark.a
	@mkdir -p $(@D)
	$(call say,cc $<)
	$(Q)$(CC) $(FLAGS_ALL) -o $@ $^ $(LIBS)

$(FUZZERS:%=$(BUILD)/fuzz/%): $(BUILD)/fuzz/%: tests/fuzz/fuzz_%.c $(OUT)/libwaymark.a
	$(call say,cc $<)
	$(Q)$(CC) $(FLAGS_ALL) -fsanitize=fuzzer -o $@ $^ $(LIBS)

unit: $(UNIT)
replay: $(REPLAY)
fuzzers: $(FUZZERS:%=$(BUILD)/fuzz/%)

lint:
	@sh tools/setup build lint
	@sh tools/lint

# One file at a time, again only when its object was made again.
tidy: $(SOURCES:src/%.c=$(BUILD)/tidy/%.ok)
$(BUILD)/tidy/%.ok: src/%.c $(BUILD)/obj/%.o .clang-tidy
	@mkdir -p $(@D)
	$(call say,tidy $<)
	$(Q)clang-tidy --quiet $< -- $(FLAGS_ALL) 2>$@.said || { grep -v generated $@.said; exit 1; }
	@touch $@

format:
	@find src tests tools bench -name '*.[ch]' 2>/dev/null | xargs clang-format -i

# Looks for new crashes, SECONDS (60) for each parser or the one named by T. What it finds is left in build/fuzz.
fuzz:
	@sh tools/setup build lint
	@$(MAKE) --no-print-directory FUZZ=1 CC=clang fuzzers
	@sh tools/fuzz $(or $(SECONDS),60) $(or $(T),$(FUZZERS))

bench:
	@sh tools/setup build test bench
	@$(MAKE) --no-print-directory build $(BUILD)/bench/ceiling $(BUILD)/bench/record.so
	@node bench/run.mjs

$(BUILD)/bench/ceiling: bench/ceiling.c
	@mkdir -p $(@D)
	$(call say,cc $<)
	$(Q)$(CC) $(FLAGS_ALL) -o $@ $< $(LIBS)

# Preloaded, so it must not bring its own.
$(BUILD)/bench/record.so: bench/record.c
	@mkdir -p $(@D)
	$(call say,cc $<)
	$(Q)$(CC) $(FLAGS_ALL) -fPIC -shared -o $@ $< -ldl

# What the program says about itself; a test keeps these files true.
docs: build
	$(OUT)/waymark describe openapi > docs/openapi.json
	$(OUT)/waymark describe permissions > docs/permissions.md
	$(OUT)/waymark describe settings > docs/settings.md
	$(OUT)/waymark describe typescript > web/api-types.ts

# What the README shows, taken from the demonstration organisation.
pictures:
	@sh tools/setup build test
	@$(MAKE) --no-print-directory build
	@node tools/pictures.mjs

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(OUT)/obj/main.d $(UNIT:=.d)
