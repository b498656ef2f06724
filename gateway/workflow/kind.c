/* kind.c: the kinds of work, by name and letter.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/kind.h"

#include <glib.h>

static const struct {
	const char *name;
	char letter;
} KINDS[] = {
	[KIND_DECISION] = {"decision", 'D'}, [KIND_QUESTION] = {"question", 'Q'},
	[KIND_STATUS] = {"status", 'S'},     [KIND_ESCALATION] = {"escalation", 'E'},
	[KIND_AGENDA] = {"agenda", 'M'},     [KIND_PREREAD] = {"preread", 'M'},
	[KIND_NOTES] = {"notes", 'M'},	     [KIND_MEMO] = {"memo", 'M'},
	[KIND_NOTE] = {"note", 'N'},	     [KIND_PROFILE] = {"profile", '\0'},
	[KIND_QUERY] = {"query", '\0'},
};

const char *kind_name(Kind kind)
{
	return KINDS[kind].name;
}

char kind_letter(Kind kind)
{
	return KINDS[kind].letter;
}

bool kind_from_name(const char *name, Kind *out_kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
		if (g_ascii_strcasecmp(KINDS[i].name, name) == 0) {
			*out_kind = (Kind)i;
			return true;
		}
	}
	return false;
}
