/* targets.h: one function a parser: any bytes at all may be fed to it, and what it
 * promises is asserted. */
#ifndef FUZZ_TARGETS_H
#define FUZZ_TARGETS_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
	const char *name;
	void (*run)(const uint8_t *bytes, size_t length);
	const char *seeds; /* folders below the root, separated by spaces */
} FuzzTarget;

extern const FuzzTarget fuzz_targets[];
extern const size_t fuzz_target_count;

/* Once, before the first input. */
void fuzz_prepare(void);

#endif
