/* quote_signer.c: the writer's own name and address, and the lines that show them.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_signer.h"

#include <string.h>

#include "base/text.h"
#include "mail/quote_contact.h"
#include "mail/quote_title.h"
#include "mail/quote_vote.h"

/* The table is in folded form; see quote_line.h. */

#define PAIR_BYTES	 40
#define WRITER_MAX_BYTES 200

static const char nicknames[] =
	"|bill/william|will/william|bob/robert|rob/robert|jim/james|jimmy/james|"
	"tom/thomas|dick/richard|rick/richard|rich/richard|bert/albert|bert/robert|"
	"liz/elizabeth|beth/elizabeth|dave/david|mike/michael|tony/anthony|ed/edward|"
	"ed/edwin|jack/john|johnny/john|jon/jonathan|joe/joseph|kate/katherine|"
	"kathy/katherine|kate/catherine|cathy/catherine|steve/steven|steve/stephen|"
	"chris/christopher|andy/andrew|greg/gregory|jeff/jeffrey|ken/kenneth|"
	"larry/lawrence|matt/matthew|nick/nicholas|pat/patrick|pat/patricia|"
	"maggie/margaret|phil/philip|ron/ronald|sam/samuel|sue/susan|tim/timothy|"
	"don/donald|dan/daniel|fred/frederick|harry/henry|alex/alexander|"
	"sasha/alexander|ben/benjamin|charlie/charles|kim/kimberly|hans/johannes|"
	"fritz/friedrich|toni/anton|max/maximilian|pepe/jose|paco/francisco|"
	"nacho/ignacio|kuba/jakub|саша/александр|дима/дмитрий|миша/михаил|";

/* The words of a name, folded for comparing. Owned. */
static char **name_words(const char *text)
{
	if (!text_is_ascii(text, strlen(text)))
		return g_str_tokenize_and_fold(text, NULL, NULL);
	g_autofree char *folded = g_ascii_strdown(text, -1);
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();
	for (char *at = folded; *at != '\0';) {
		char *word = at;
		while (g_ascii_isalnum(*at))
			at++;
		char *next = *at != '\0' ? at + 1 : at;
		*at = '\0';
		if (*word != '\0')
			g_strv_builder_add(words, word);
		at = next;
	}
	return g_strv_builder_end(words);
}

/* The display name alone, of "Name <address>" too. */
static char **read_name(const char *writer)
{
	g_autofree char *name = g_strndup(writer != NULL ? writer : "", WRITER_MAX_BYTES);
	size_t lead = strspn(name, " \"'");
	size_t length = strcspn(name + lead, "<[(@");
	name[lead + length] = '\0';
	g_autofree char *valid = g_utf8_make_valid(name + lead, -1);
	return name_words(valid);
}

/* The address of "Name <address>" or of nothing but an address, folded; else "". Owned.
 */
static char *read_address(const char *writer)
{
	const char *start = writer != NULL ? strrchr(writer, '<') : NULL;
	start = start != NULL ? start + 1 : writer;
	if (start == NULL || strchr(start, '@') == NULL ||
	    strlen(start) > QUOTE_LINE_SHORT_BYTES)
		return g_strdup("");
	QuoteLine address = {.start = start, .length = strcspn(start, "> ")};
	return quote_line_fold(&address, QUOTE_LINE_SHORT_BYTES);
}

void quote_signer_init(QuoteSigner *signer, QuoteLine *lines, size_t count,
		       const char *writer)
{
	*signer = (QuoteSigner){.lines = lines,
				.count = count,
				.first = quote_lines_find_text(lines, 0, count),
				.writer = read_name(writer),
				.address = read_address(writer)};
}

void quote_signer_clear(QuoteSigner *signer)
{
	g_strfreev(signer->writer);
	g_free(signer->address);
}

static bool is_short_of(const char *nickname, const char *name)
{
	char pair[PAIR_BYTES];
	size_t first = strlen(nickname), second = strlen(name);
	if (first + second + 2 > sizeof pair)
		return false;
	memcpy(pair, nickname, first);
	pair[first] = '/';
	memcpy(pair + first + 1, name, second + 1);
	return quote_is_in(pair, nicknames);
}

static bool is_writer_word(const QuoteSigner *signer, const char *word)
{
	for (char **name = signer->writer; *name != NULL; name++) {
		if (strcmp(word, *name) == 0 || is_short_of(word, *name) ||
		    is_short_of(*name, word))
			return true;
		if (g_utf8_strlen(word, -1) >= 3 && g_str_has_prefix(*name, word))
			return true;
	}
	return false;
}

bool quote_is_writer(const QuoteSigner *signer, const char *text)
{
	g_auto(GStrv) words = name_words(text);
	if (g_strv_length(words) > 5)
		return false;
	g_autofree char *whole = g_strjoinv("", signer->writer);
	guint known = 0;
	guint strange = 0;
	for (char **word = words; *word != NULL; word++) {
		if (is_writer_word(signer, *word) || strcmp(*word, whole) == 0)
			known++;
		else
			strange += g_utf8_strlen(*word, -1) > 1;
	}
	bool is_more = known >= g_strv_length(signer->writer) && strange == 1;
	return known > 0 && (strange == 0 || is_more);
}

bool quote_is_initials(const QuoteSigner *signer, const char *text)
{
	size_t length = strlen(text);
	if (length < 2 || length > 3 || g_strv_length(signer->writer) < 2)
		return false;
	for (size_t i = 0; i < length; i++) {
		bool is_first = false;
		for (char **name = signer->writer; *name != NULL; name++)
			is_first |= (*name)[0] == g_ascii_tolower(text[i]);
		if (!is_first)
			return false;
	}
	return true;
}

bool quote_is_whole_names(const QuoteSigner *signer, const char *text)
{
	g_auto(GStrv) words = name_words(text);
	bool is_known = false;
	for (char **word = words; *word != NULL; word++) {
		bool is_whole =
			g_strv_contains((const char *const *)signer->writer, *word);
		if (!is_whole && g_utf8_strlen(*word, -1) > 1)
			return false;
		is_known |= is_whole;
	}
	return is_known;
}

/* Where a name on its own ends and something else begins on the same line. */
static size_t find_name_end(const char *text)
{
	size_t end = strcspn(text, "\t|,<#/(*:@0123456789");
	static const char *const breaks[] = {" - ", "  ", " \xe2\x80\x93 ",
					     " \xe2\x80\x94 "};
	for (size_t i = 0; i < G_N_ELEMENTS(breaks); i++) {
		const char *found = strstr(text, breaks[i]);
		if (found != NULL && (size_t)(found - text) < end &&
		    !g_ascii_isalpha(found[strlen(breaks[i])]))
			end = (size_t)(found - text);
	}
	return end;
}

/* What may stand below or beside a name. */
static bool is_name_rest(const QuoteLine *rest)
{
	g_autofree char *words = quote_line_words(rest);
	return *words == '\0' || quote_is_contact(rest) || quote_is_title(rest);
}

bool quote_is_name_line(const QuoteSigner *signer, const QuoteLine *line)
{
	if (line->length > QUOTE_LINE_SHORT_BYTES)
		return false;
	g_autofree char *text = g_strstrip(g_strndup(line->start, line->length));
	const char *start = text + strspn(text, "-~*_ ");
	while (g_str_has_prefix(start, "\xe2\x80\x93") ||
	       g_str_has_prefix(start, "\xe2\x80\x94"))
		start += 3;
	size_t end = find_name_end(start);
	g_autofree char *name = g_strstrip(g_strndup(start, end));
	QuoteLine rest = {.start = start + end, .length = strlen(start + end)};
	bool is_address = strchr(start, '@') != NULL && strchr(start, ' ') == NULL;
	bool is_signed = g_ascii_isupper(name[0]) && quote_is_initials(signer, name) &&
			 quote_is_contact(&rest);
	bool is_named =
		!is_address && quote_is_writer(signer, name) && is_name_rest(&rest);
	return (is_signed || is_named) && !quote_is_vote(line);
}

/* The first name alone may be somebody else's, who is spoken to. */
bool quote_starts_with_name(const QuoteSigner *signer, const QuoteLine *line)
{
	g_autofree char *text = g_strstrip(g_strndup(line->start, line->length));
	size_t end = find_name_end(text);
	bool is_apart = text[end] == '\0' || strchr("\t |<", text[end]) != NULL;
	text[end] = '\0';
	bool is_full = strchr(text, ' ') != NULL || g_strv_length(signer->writer) < 2;
	return is_apart && is_full && quote_is_whole_names(signer, text);
}

bool quote_starts_with_address(const QuoteSigner *signer, const QuoteLine *line)
{
	if (*signer->address == '\0' || memchr(line->start, '@', line->length) == NULL)
		return false;
	g_autofree char *folded = quote_line_fold(line, QUOTE_LINE_SHORT_BYTES);
	char *found = folded != NULL ? strstr(folded, signer->address) : NULL;
	if (found == NULL)
		return false;
	const char *rest = found + strlen(signer->address);
	*found = '\0';
	g_strdelimit(folded, "<([:", ' ');
	g_strstrip(folded);
	return (*folded == '\0' || quote_is_contact_label(folded)) &&
	       (*rest == '\0' || strchr(" >)],|", *rest) != NULL);
}
