/* words.c: lists of words.
 *
 * SPDX-License-Identifier: MIT */
#include "base/words.h"

#include <stdint.h>

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

bool words_list_has(const GPtrArray *list, const char *word)
{
	return g_ptr_array_find_with_equal_func((GPtrArray *)(uintptr_t)list, word,
						g_str_equal, NULL);
}

void words_list_add(GPtrArray *list, const char *word)
{
	if (word != NULL && !words_list_has(list, word))
		g_ptr_array_add(list, (gpointer)(uintptr_t)word);
}
