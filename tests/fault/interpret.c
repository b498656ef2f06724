/* interpret.c: preloaded into the program, it leaves regular expressions uncompiled, to
 * be interpreted. Their machine code reads whole words beyond the end of a text, which a
 * memory checker cannot tell from a mistake of ours.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>

#define JIT_NOT_AVAILABLE (-45) /* PCRE2_ERROR_JIT_BADOPTION */

int pcre2_jit_compile_8(void *code, uint32_t options);

int pcre2_jit_compile_8(void *code, uint32_t options)
{
	(void)code;
	(void)options;
	return JIT_NOT_AVAILABLE;
}
