/* quote_banner.c: what a server puts above a mail that came from outside.
 *
 * Whoever wrote the mail has never seen it, and a vote below it stands in the first line.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_banner.h"

#include <string.h>

#include "mail/quote_vote.h"

#define BANNER_LINES 5
#define BANNER_BYTES 700

/* All tables are in folded form; see quote_line.h. */

/* It speaks of this mail, of where that came from, and of what readers must not do. */
static const char *const banner_marks[] = {
	"|this email|this e-mail|this message|this mail|external email|external e-mail|"
	"external message|external sender|get email from|diese e-mail|diese email|"
	"diese mail|diese nachricht|externe e-mail|externe email|ce message|cet e-mail|"
	"ce courriel|ce mail|este correo|este mensaje|este e-mail|esta mensagem|"
	"questa e-mail|questa email|questo messaggio|deze e-mail|deze email|dit bericht|",
	"|outside|external|don't often get|don’t often get|unknown sender|ausserhalb|"
	"extern|extérieur|fuera de|fora da|esterno|esterna|buiten |",
	"|not click|don't click|don’t click|not open|clicking|opening attachments|"
	"unless you|learn why this is important|klicken sie nicht|klicken sie keine|"
	"klicken sie nur|öffnen sie keine|öffnen sie nur|ne cliquez pas|n'ouvrez pas|"
	"n’ouvrez pas|no haga clic|no abra|não clique|não abra|non cliccare|"
	"non fare clic|non aprire|klik niet|open geen|",
};
static const char speakers[] =
	"| i | i'm | i’m | we | my | our | ich | wir | mein | je | "
	"nous | mon | yo | nosotros | mi | eu | nós | io | noi | "
	"ik | wij | mijn |";

static bool is_banner(const QuoteLine *lines, size_t from, size_t end)
{
	const char *start = lines[from].start;
	const QuoteLine *last = &lines[end - 1];
	QuoteLine block = {.start = start};
	block.length = (size_t)(last->start - start) + last->length;
	g_autofree char *folded = quote_line_fold(&block, BANNER_BYTES);
	if (folded == NULL || strchr(folded, '?') != NULL)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(banner_marks); i++)
		if (!quote_contains(folded, banner_marks[i]))
			return false;
	g_autofree char *apart = g_strconcat(" ", folded, " ", NULL);
	return !quote_contains(apart, speakers);
}

/* Where no blank line follows, the writer may go on below the end of a sentence. */
static bool may_end(const QuoteLine *lines, size_t count, size_t line)
{
	if (line + 1 == count || lines[line + 1].is_blank)
		return true;
	char last = quote_line_last_byte(&lines[line]);
	return last != '\0' && strchr(".!>", last) != NULL;
}

size_t quote_measure_banner(const QuoteLine *lines, size_t count, size_t start)
{
	size_t most = MIN(count, start + BANNER_LINES);
	for (size_t line = start; line < most && !lines[line].is_blank; line++) {
		if (quote_holds_vote(&lines[line]) || quote_line_is_marked(&lines[line]))
			return 0;
		if (may_end(lines, count, line) && is_banner(lines, start, line + 1))
			return line + 1 - start;
	}
	return 0;
}
