/* vote_lead.c: what stands before a vote, and whether it is said to bind.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_lead.h"

#include <string.h>
#include <glib.h>

#include "workflow/vote_words.h"

const char *vote_skip_lead(const char *line)
{
	static const char *const LEADS[] = {"vote:",	"vote is ",    "i vote ",
					    "i vote: ", "my vote is ", "my vote is: ",
					    "my vote:"};
	size_t longest = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(LEADS); i++)
		if (g_ascii_strncasecmp(line, LEADS[i], strlen(LEADS[i])) == 0)
			longest = MAX(longest, strlen(LEADS[i]));
	return longest > 0 ? line + longest + strspn(line + longest, " \t") : line;
}

bool vote_skip_binding(const char **rest)
{
	static const struct {
		const char *mark;
		bool is_nonbinding;
	} MARKS[] = {{"binding", false},    {"non-binding", true}, {"nonbinding", true},
		     {"non binding", true}, {"not binding", true}, {"nb", true}};
	const char *text = *rest + strspn(*rest, " \t,");
	char close = *text == '(' ? ')' : *text == '[' ? ']' : '\0';
	text += close != '\0';
	for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
		size_t length = strlen(MARKS[i].mark);
		if (g_ascii_strncasecmp(text, MARKS[i].mark, length) != 0 ||
		    !vote_is_word_end(text[length]))
			continue;
		text += length;
		*rest = text + (close != '\0' && *text == close);
		return MARKS[i].is_nonbinding;
	}
	return false;
}
