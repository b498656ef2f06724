/* html_declaration.c: what stands in HTML between `<!` and `>`.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/html_declaration.h"

#include <stdbool.h>
#include <string.h>
#include <glib.h>

/* The next `<!`, comments and what stands in them apart; NULL if there is none. */
static const char *find_declaration(const char *at)
{
	while ((at = strstr(at, "<!")) != NULL) {
		bool is_comment = strncmp(at, "<!--", 4) == 0;
		if (!is_comment && g_ascii_strncasecmp(at, "<!doctype", 9) != 0)
			return at;
		at = is_comment ? strstr(at + 4, "-->") : at + 2;
		if (at == NULL)
			return NULL;
	}
	return NULL;
}

char *html_drop_declarations(const char *html)
{
	GString *kept = NULL;
	const char *from = html;
	for (const char *at = html; (at = find_declaration(at)) != NULL;) {
		const char *end = strchr(at, '>');
		if (end == NULL)
			break;
		if (kept == NULL)
			kept = g_string_sized_new(strlen(html));
		g_string_append_len(kept, from, at - from);
		from = at = end + 1;
	}
	if (kept == NULL)
		return NULL;
	g_string_append(kept, from);
	return g_string_free(kept, FALSE);
}
