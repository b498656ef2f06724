/* quote_title.c: lines written like a title or a name, not like a sentence.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_title.h"

#include <string.h>

#include "base/text.h"
#include "mail/quote_vote.h"

#define NAME_MAX_BYTES 40

/* The table is in folded form; see quote_line.h. */

static const char titles[] =
	"|manager|director|engineer|developer|president|vice|officer|chief|ceo|cto|cfo|"
	"coo|cio|vp|founder|co-founder|cofounder|chair|chairman|chairwoman|chairperson|"
	"secretary|treasurer|assistant|analyst|consultant|coordinator|administrator|"
	"advisor|adviser|professor|prof|dr|phd|attorney|lawyer|counsel|specialist|"
	"recruiter|architect|designer|editor|researcher|scientist|head|department|dept|"
	"university|institute|college|school|corporation|corp|inc|llc|ltd|llp|plc|gmbh|"
	"ev|sa|sarl|srl|bv|nv|ab|as|oy|kft|ооо|зао|oao|foundation|association|committee|"
	"council|group|street|avenue|ave|suite|blvd|boulevard|road|geschäftsführer|"
	"geschäftsführerin|leiter|leiterin|vorstand|vorsitzender|vorsitzende|abteilung|"
	"universität|institut|hochschule|strasse|verein|stiftung|entwickler|"
	"schatzmeister|directeur|directrice|responsable|ingénieur|chef|président|"
	"présidente|secrétaire|trésorier|université|société|gerente|ingeniero|"
	"presidente|secretario|secretaria|tesorero|tesorera|universidad|diretor|"
	"diretora|engenheiro|universidade|direttore|ingegnere|responsabile|università|"
	"voorzitter|universiteit|direktör|ordförande|leder|universitet|johtaja|"
	"toimitusjohtaja|dyrektor|kierownik|prezes|ředitel|ředitelka|vedoucí|директор|"
	"менеджер|начальник|инженер|müdür|mühendis|igazgató|vezető|部長|課長|株式会社|"
	"有限公司|经理|경영|대표|팀장|";

static size_t word_length(const char *word, const char *end)
{
	size_t length = 0;
	while (word + length < end && word[length] != ' ' && word[length] != '\t')
		length++;
	return length;
}

/* Short ones, "of" and "and", stand in titles too. */
static bool is_prose(const char *word, size_t length)
{
	return g_unichar_islower(g_utf8_get_char(word)) &&
	       g_utf8_strlen(word, (gssize)length) > 3;
}

/* "1. Rent the hall" is a point of a list. */
static bool is_item(const char *start)
{
	const char *bullet = start + strspn(start, "0123456789");
	return bullet > start ? *bullet == ')' || *bullet == '.'
			      : strchr("-*+", *start) != NULL;
}

bool quote_is_capital(const QuoteLine *line)
{
	const char *start = line->start, *end = start + line->length;
	while (start < end && g_ascii_isspace(*start))
		start++;
	while (end > start && g_ascii_isspace(end[-1]))
		end--;
	if (start == end || line->length > QUOTE_LINE_SHORT_BYTES)
		return false;
	int count = 0;
	for (const char *word = start; word < end; word++) {
		size_t length = word_length(word, end);
		if (length > 0 && is_prose(word, length))
			return false;
		count += length > 0;
		word += length;
	}
	return count <= 9 && !is_item(start) && strchr("?!:", end[-1]) == NULL;
}

bool quote_is_title(const QuoteLine *line)
{
	if (!quote_is_capital(line))
		return false;
	g_autofree char *text = quote_line_words(line);
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	for (char **word = words; *word != NULL; word++)
		if (quote_is_in(*word, titles))
			return true;
	return false;
}

bool quote_is_name_like(const QuoteLine *line)
{
	if (line->length > NAME_MAX_BYTES || quote_is_vote(line) ||
	    !quote_is_capital(line))
		return false;
	g_autofree char *text = g_strstrip(g_strndup(line->start, line->length));
	g_auto(GStrv) words = g_strsplit(text, " ", 6);
	for (char **word = words; *word != NULL; word++) {
		size_t letters = 0;
		for (const char *at = *word; *at; at = text_next(at)) {
			gunichar character = g_utf8_get_char(at);
			if (!g_unichar_isalpha(character) &&
			    !g_unichar_ismark(character) &&
			    (character >= 0x80 ||
			     strchr(".-',", (char)character) == NULL))
				return false;
			letters++;
		}
		if (letters == 1)
			return false;
	}
	return g_strv_length(words) <= 4;
}
