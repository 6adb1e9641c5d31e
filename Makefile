# Waymark's whole build. `make run` and `make test` install what is missing; everything else expects it to be there.
CC ?= gcc
BUILD ?= build
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || cat VERSION 2>/dev/null || echo unknown)

PACKAGES := libmicrohttpd jansson sqlite3 libpq libsodium libcrypto libcurl libutf8proc glib-2.0
FOUND := $(shell pkg-config --exists $(PACKAGES) 2>/dev/null && echo yes)
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wno-missing-field-initializers
WARN += $(if $(WERROR),-Werror)
ifdef SANITIZE
OUT := $(BUILD)/asan
FLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined -DWAYMARK_FAULTS
else
OUT := $(BUILD)
FLAGS := -O2 -g -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
LINK := -pie -Wl,-z,relro,-z,now
endif
CFLAGS_ALL := -std=gnu17 -D_GNU_SOURCE $(FLAGS) $(WARN) -Isrc $(if $(FOUND),$(shell pkg-config --cflags $(PACKAGES))) -MMD -MP $(CFLAGS)
LIBS := $(if $(FOUND),$(shell pkg-config --libs $(PACKAGES))) -lpthread -lm

SOURCES := $(wildcard src/base/*.c src/kernel/*.c src/app/*.c src/app/*/*.c)
OBJECTS := $(SOURCES:src/%.c=$(OUT)/obj/%.o) $(OUT)/obj/embedded.o
UNIT := $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(wildcard tests/unit/*.c))
FUZZ := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
REPLAY := $(FUZZ:%=$(OUT)/replay/%)
WEB := $(shell find web -type f -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: build run test lint format bench fuzz clean setup unit replay docs pictures
build: $(OUT)/waymark

$(OUT)/waymark: $(OUT)/obj/main.o $(OUT)/libwaymark.a
	$(CC) $(FLAGS) $(LINK) -o $@ $^ $(LIBS)

$(OUT)/libwaymark.a: $(OBJECTS)
	@rm -f $@
	ar rcs $@ $^

$(OUT)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -c -o $@ $<

$(OUT)/obj/kernel/command.o: CFLAGS_ALL += -DWAYMARK_VERSION='"$(VERSION)"'

# What the binary carries: the migrations and the interface.
$(BUILD)/gen/embedded.S: tools/embed.sh $(wildcard sql/*.sql) $(BUILD)/web/.stamp
	@mkdir -p $(@D)
	sh tools/embed.sh sql $(BUILD)/web > $@

$(OUT)/obj/embedded.o: $(BUILD)/gen/embedded.S
	@mkdir -p $(@D)
	$(CC) -c -o $@ $<

$(BUILD)/web/.stamp: $(WEB) | setup-node
	@mkdir -p $(@D)
	$(if $(wildcard web/build.mjs),node web/build.mjs --out $(BUILD)/web)
	@touch $@

.PHONY: setup-node
setup-node:
	@$(if $(wildcard package.json),sh tools/setup node)

setup:
	@sh tools/setup build

# A second make, so that what has just been installed is found.
run: setup
	@$(MAKE) --no-print-directory build
	@test -e data || $(OUT)/waymark demo --data data
	$(OUT)/waymark serve --data data

test:
	@sh tools/setup build test
	@sh tests/run $(T)

$(OUT)/unit/%: tests/unit/%.c $(OUT)/libwaymark.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -o $@ $< $(OUT)/libwaymark.a $(LIBS) -lcmocka

$(OUT)/replay/%: tests/fuzz/fuzz_%.c tools/replay.c $(OUT)/libwaymark.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -o $@ tests/fuzz/fuzz_$*.c tools/replay.c $(OUT)/libwaymark.a $(LIBS)

unit: $(UNIT)
replay: $(REPLAY)

lint:
	@sh tools/setup build lint
	sh tools/lint

format:
	find src tests tools bench -name '*.[ch]' | xargs clang-format -i

# Looks for new crashes, a minute a parser; what it finds goes to tests/fuzz/corpus/.
fuzz:
	@sh tools/setup build lint
	sh tools/fuzz $(FUZZ)

bench:
	@sh tools/setup build test
	@$(MAKE) --no-print-directory build
	sh bench/run

docs: build
	$(OUT)/waymark describe openapi > docs/openapi.json
	$(OUT)/waymark describe permissions > docs/permissions.md
	$(OUT)/waymark describe settings > docs/settings.md
	$(OUT)/waymark describe typescript > web/api-types.ts

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(OUT)/obj/main.d
