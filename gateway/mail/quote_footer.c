/* quote_footer.c: the blocks that carriers, mailing lists and scanners put below a mail.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_footer.h"

#include <string.h>

#include "mail/quote_vote.h"

#define BLOCK_LINES 10
#define BLOCK_BYTES 600

/* All tables are in folded form; see quote_line.h. */

/* A carrier says at once how it sent, or what kind of message, and from what. */
static const char carrier_starts[] =
	"|sent via |sent by |sent from |sent using |sent with |envoyé par |envoyé via |"
	"gesendet über |";
static const char carrier_kinds[] =
	"|mms|messaging|multimedia|multi media|messagerie|kurzmitteilung|";
static const char carrier_messages[] = "|media message was sent|mms message was sent|mms "
				       "was sent|picture message was sent|"
				       "video message was sent|text message was sent|";
static const char carrier_senders[] =
	"|phone|mobile|handset|service|network|wirefree|messaging|";

/* How a list's footer begins: with how to leave it, or with its name and address. */
static const char list_starts[] =
	"|to unsubscribe|to subscribe or unsubscribe|to remove yourself from|"
	"to be removed from this|to manage your subscription|to stop receiving|"
	"you received this message because|you are receiving this|zum abmelden|"
	"pour se désabonner|pour vous désabonner|para darse de baja|per cancellarsi|"
	"om je af te melden|groups.io links|links: you receive|";
static const char list_names[] =
	"|mailing list|mailing-list|mailinglist|liste de diffusion|lista de correo|"
	"mailinglijst|lista dyskusyjna|";

/* What a scanner of viruses says first. */
static const char scanner_starts[] =
	"|this email has been checked for viruses|this e-mail has been checked for "
	"viruses|"
	"this message has been checked for viruses|virus-free|"
	"diese e-mail wurde von avast|diese e-mail wurde auf viren|virenfrei|"
	"l'absence de virus dans ce|garanti sans virus|sans virus|este correo "
	"electrónico ha "
	"sido comprobado|"
	"libre de virus|este e-mail foi verificado|livre de vírus|"
	"questa e-mail è stata controllata|privo di virus|"
	"deze e-mail is gecontroleerd op virussen|virusvrij|"
	"ta wiadomość została sprawdzona|wolny od wirusów|"
	"это сообщение проверено на вирусы|без вирусов|";

static const char persons[] = "| i | we | my | our | he | she | they | his | her | their "
			      "| ich | wir | er | je | "
			      "nous | il |";

bool quote_is_short_block(const QuoteLine *lines, size_t from, size_t to)
{
	size_t bytes = 0;
	size_t last = quote_lines_free_end(lines, from, to);
	for (size_t i = from; i < last; i++) {
		const QuoteLine *line = &lines[i];
		bytes += line->length;
		if (i - from == BLOCK_LINES || bytes > BLOCK_BYTES || line->is_blank ||
		    memchr(line->start, '?', line->length) != NULL ||
		    quote_holds_vote(line))
			return false;
	}
	return last > from;
}

/* "Sent via the messaging service of", "This picture message was sent from a phone". */
static bool is_carrier_sentence(const char *folded)
{
	if (quote_starts_with(folded, carrier_starts))
		return quote_contains(folded, carrier_kinds);
	return g_str_has_prefix(folded, "this ") &&
	       quote_contains(folded, carrier_messages) &&
	       quote_contains(folded, carrier_senders);
}

/* Where nobody speaks of anybody, beginning with that. */
static bool is_carrier(const QuoteLine *lines, size_t from, size_t to)
{
	if (!quote_is_short_block(lines, from, to))
		return false;
	const char *start = lines[from].start;
	const QuoteLine *end = &lines[to - 1];
	QuoteLine block = {.start = start};
	block.length = (size_t)(end->start - start) + end->length;
	g_autofree char *folded = quote_line_fold(&block, 2 * BLOCK_BYTES);
	if (folded == NULL || quote_contains(folded, persons))
		return false;
	folded[strcspn(folded, ".!")] = '\0';
	return strpbrk(folded, ":;,") == NULL && is_carrier_sentence(folded);
}

/* An address or a link that ends the text; NULL if none does. */
static char *find_way(char *folded)
{
	char *last = folded != NULL ? strrchr(folded, ' ') : NULL;
	char *word = last != NULL ? last + 1 : folded;
	bool is_way = word != NULL &&
		      (strchr(word, '@') != NULL || strstr(word, "://") != NULL);
	return is_way ? word : NULL;
}

static bool ends_in_way(const QuoteLine *line)
{
	g_autofree char *folded = quote_line_fold(line, QUOTE_LINE_SHORT_BYTES);
	return find_way(folded) != NULL;
}

static bool is_way(const QuoteLine *line)
{
	g_autofree char *folded = quote_line_fold(line, QUOTE_LINE_SHORT_BYTES);
	return folded != NULL && find_way(folded) == folded;
}

static bool ends_in_list_name(char *text)
{
	for (size_t end = strlen(text); end > 0 && strchr(" -:<(", text[end - 1]); end--)
		text[end - 1] = '\0';
	for (const char *word = text; word != NULL; word = strchr(word, ' ')) {
		word += *word == ' ';
		if (quote_is_in(word, list_names))
			return true;
	}
	return false;
}

/* "team mailing list" with its address behind or below. */
static bool begins_list_footer(const QuoteLine *lines, size_t line, size_t to)
{
	g_autofree char *folded = quote_line_fold(&lines[line], QUOTE_LINE_SHORT_BYTES);
	if (folded == NULL)
		return false;
	if (quote_starts_with(folded, list_starts))
		return true;
	char *way = find_way(folded);
	if (way != NULL)
		*way = '\0';
	else if (line + 1 == to || !is_way(&lines[line + 1]))
		return false;
	return strchr(folded, ':') == NULL && ends_in_list_name(folded);
}

static bool speaks(const QuoteLine *line)
{
	g_autofree char *words = quote_line_words(line);
	g_autofree char *apart = g_strconcat(" ", words, " ", NULL);
	return quote_contains(apart, persons);
}

/* Below it nobody speaks, asks or votes, and there is a way to reach the list. */
static bool is_list_footer(const QuoteLine *lines, size_t from, size_t to)
{
	size_t bytes = 0;
	bool has_way = false;
	from = quote_lines_find_text(lines, from, to);
	if (from == to || !begins_list_footer(lines, from, to))
		return false;
	for (size_t i = from; i < to; i++) {
		const QuoteLine *line = &lines[i];
		if (!quote_line_is_free(line))
			continue;
		bytes += line->length;
		bool shows_way = ends_in_way(line);
		bool asks = memchr(line->start, '?', line->length) != NULL && !shows_way;
		if (bytes > BLOCK_BYTES || line->length > QUOTE_LINE_SHORT_BYTES ||
		    asks || quote_holds_vote(line) || speaks(line))
			return false;
		has_way |= shows_way;
	}
	return has_way;
}

/* "<https://x>", and "<#x>", to which some links lead. */
static bool is_link(const QuoteLine *line)
{
	size_t start = 0;
	while (start < line->length && line->start[start] == ' ')
		start++;
	static const char *const links[] = {"<http", "<#"};
	for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
		size_t length = strlen(links[i]);
		if (line->length - start > length &&
		    memcmp(line->start + start, links[i], length) == 0)
			return quote_line_last_byte(line) == '>' &&
			       memchr(line->start + start, ' ', line->length - start) ==
				       NULL;
	}
	return false;
}

static bool begins_scan(const QuoteLine *line)
{
	g_autofree char *folded = quote_line_fold(line, QUOTE_LINE_SHORT_BYTES);
	return folded != NULL && quote_starts_with(folded, scanner_starts);
}

static bool shows_page(const QuoteLine *line)
{
	return memmem(line->start, line->length, "www.", 4) != NULL ||
	       memmem(line->start, line->length, "://", 3) != NULL;
}

/* Begins with what was found, shows a page, and nobody speaks, asks or votes; links may
 * stand around it, and must where no rule sets it apart. */
static bool is_scanner(const QuoteLine *lines, size_t from, size_t to, bool is_apart)
{
	int said = 0, links = 0, pages = 0;
	for (size_t i = from; i < to; i++) {
		const QuoteLine *line = &lines[i];
		if (line->is_blank || i - from == BLOCK_LINES)
			return false;
		pages += shows_page(line);
		if (is_link(line)) {
			links++;
			continue;
		}
		if ((said++ == 0 && !begins_scan(line)) || quote_holds_vote(line) ||
		    speaks(line) || memchr(line->start, '?', line->length) != NULL)
			return false;
	}
	return said > 0 && pages > 0 && (is_apart || links > 0);
}

bool quote_is_scanner(const QuoteLine *lines, size_t from, size_t to)
{
	return is_scanner(lines, from, to, false);
}

bool quote_is_footer(const QuoteLine *lines, size_t from, size_t to)
{
	size_t end = quote_lines_free_end(lines, from, to);
	return is_carrier(lines, from, to) || is_list_footer(lines, from, to) ||
	       is_scanner(lines, from, end, true);
}
