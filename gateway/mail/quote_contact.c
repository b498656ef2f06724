/* quote_contact.c: lines that say how to reach somebody.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_contact.h"

#include <string.h>

/* The table is in folded form; see quote_line.h. */

static const char contact_labels[] =
	"|tel|tel.|telephone|phone|ph|mobile|mob|mobil|cell|fax|office|direct|home|work|"
	"email|e-mail|mail|web|website|www|skype|ext|extension|x|p|f|t|m|c|o|d|w|e|h|"
	"twitter|linkedin|mailto|telefon|telefax|handy|büro|téléphone|tél|portable|"
	"teléfono|móvil|fone|telefone|celular|telefono|cellulare|telefoon|mobiel|puh|"
	"puhelin|kom|тел|телефон|моб|факс|电话|手机|電話|전화|url|homepage|main|line|"
	"desk|matrix|signal|telegram|whatsapp|pgp|gpg|key|address|gsm|";

bool quote_is_contact_label(const char *folded)
{
	return quote_is_in(folded, contact_labels);
}

static bool is_number(const char *word)
{
	const char *at = word + strspn(word, "x*#(+");
	size_t digits = 0;
	for (; *at; at++) {
		if (strchr("0123456789()-./+:,;", *at) == NULL)
			return false;
		digits += g_ascii_isdigit(*at);
	}
	return digits >= 3;
}

/* Most lines have none of what makes a contact, and need not be taken apart. */
static bool may_be_contact(const char *folded)
{
	int digits = 0;
	for (const char *at = folded; *at != '\0' && digits < 4; at++)
		digits += g_ascii_isdigit(*at);
	return digits >= 4 || strchr(folded, '@') != NULL ||
	       strstr(folded, "://") != NULL || strstr(folded, "www.") != NULL;
}

bool quote_is_contact_text(const char *folded)
{
	if (!may_be_contact(folded))
		return false;
	g_auto(GStrv) words = g_strsplit_set(folded, " |\t", 25);
	int pieces = 0;
	int digits = 0;
	int others = 0;
	for (char **word = words; *word != NULL; word++) {
		const char *label_end = strrchr(*word, ':');
		const char *value =
			label_end != NULL && label_end[1] ? label_end + 1 : *word;
		bool is_link = strchr(*word, '@') != NULL ||
			       strstr(*word, "://") != NULL ||
			       g_str_has_prefix(*word, "www.");
		g_autofree char *bare = g_strdup(*word);
		g_strdelimit(bare, "()<>,;:-*#.", ' ');
		g_strstrip(bare);
		pieces += is_link;
		if (!is_link && is_number(value))
			for (const char *at = value; *at; at++)
				digits += g_ascii_isdigit(*at);
		else if (!is_link && *bare && !quote_is_contact_label(bare))
			others++;
	}
	return (pieces > 0 || digits >= 4) && others <= 3;
}

bool quote_is_contact(const QuoteLine *line)
{
	g_autofree char *folded = quote_line_fold(line, QUOTE_LINE_SHORT_BYTES);
	return folded != NULL && quote_is_contact_text(folded);
}
