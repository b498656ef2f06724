/* words.h: is a text one of a list, or does it begin with one? Byte for byte: fold both
 * first where case is not to matter. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

bool words_have(const char *const *words, size_t count, const char *text);

bool words_begin(const char *const *words, size_t count, const char *text);

/* Lists of char *. */
bool words_list_has(const GPtrArray *list, const char *word);
/* Borrowed. NULL, and what is there already, is not added. */
void words_list_add(GPtrArray *list, const char *word);

#endif
