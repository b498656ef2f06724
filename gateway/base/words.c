/* words.c: lists of words.
 *
 * SPDX-License-Identifier: MIT */
#include "base/words.h"

#include <glib.h>

bool words_have(const char *const *words, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (g_str_equal(text, words[i]))
			return true;
	return false;
}

bool words_begin(const char *const *words, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (g_str_has_prefix(text, words[i]))
			return true;
	return false;
}
