/* origin_sentence.c: sentences that only an answer nobody wrote has.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/origin_sentence.h"

#include <string.h>

#include "base/text.h"
#include "mail/origin_wording.h"

#define OPENING_BYTES 4000

/* Without what others wrote; a sentence may go on in the next line. Folded. */
static char *own_words(const char *text)
{
	g_autofree char *opening = text_clip(text, OPENING_BYTES);
	g_auto(GStrv) lines = text_lines(opening);
	g_autoptr(GString) own = g_string_new("");
	for (size_t i = 0; lines[i] != NULL; i++) {
		if (lines[i][strspn(lines[i], " \t")] == '>')
			continue;
		g_string_append(own, lines[i]);
		g_string_append_c(own, ' ');
	}
	g_string_replace(own, "\u2019", "'", 0);
	return text_fold(own->str);
}

bool origin_text_is_automatic(const Message *message, OriginSubject subject)
{
	if (subject == SUBJECT_OTHER)
		return false;
	g_autofree char *text = own_words(message->text);
	return wording_is_automatic(text) ||
	       (subject == SUBJECT_AUTOMATIC && wording_is_away(text));
}
