/* fuzz.h: what the targets share. Each target is a file, fuzz_NAME.c, in libFuzzer's
 * form; without libFuzzer driver.c feeds it. Any bytes at all may come, and what a parser
 * promises is asserted. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <glib.h>

#include "workflow/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* The shipped rules, read once. Borrowed. */
const Rules *fuzz_rules(void);

/* A folder for files that must be read from disk. Borrowed. */
const char *fuzz_folder(void);

/* As text reaches the parsers behind `mail`. Owned. */
char *fuzz_clean(const uint8_t *bytes, size_t length);

void fuzz_check_text(const char *text);
void fuzz_check_line(const char *text);
size_t fuzz_count_text(const char *text);

#endif
