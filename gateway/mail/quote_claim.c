/* quote_claim.c: what a line shows of who wrote, and when.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_claim.h"

#include <string.h>

#include "mail/quote_vote.h"
#include "mail/quote_wording.h"

#define CLAIM_MAX_WORDS	 30
#define SENDER_MAX_WORDS 8
#define MOMENT_BYTES	 2000
#define TAIL_MAX_WORDS	 3
#define NAME_MAX_WORDS	 6

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Reads "9:05", "9h05" and "9.05", but not the dots of a date. */
static bool is_time_at(const char *text, const char *at)
{
	if (!is_digit(at[0]) || at[1] == '\0' || strchr(":h.", at[1]) == NULL)
		return false;
	if (!is_digit(at[2]) || !is_digit(at[3]) || is_digit(at[4]))
		return false;
	if (at[1] != '.')
		return true;
	const char *hour = at > text && is_digit(at[-1]) ? at - 1 : at;
	return at[4] != '.' && at[4] != '/' && (hour == text || hour[-1] != '.');
}

/* Reads a year of four digits, "3/12/24", "3.12.24" and "24-12-03". */
static bool is_date_at(const char *text, const char *at)
{
	if (!is_digit(*at) || (at > text && is_digit(at[-1])))
		return false;
	size_t digits = strspn(at, "0123456789");
	if (digits == 4 && (memcmp(at, "19", 2) == 0 || memcmp(at, "20", 2) == 0))
		return true;
	const char *next = at + digits;
	if (digits > 2 || *next == '\0' || strchr("./-", *next) == NULL)
		return false;
	size_t more = strspn(next + 1, "0123456789");
	return more > 0 && more <= 2 && next[1 + more] == *next;
}

/* How long the address is that starts there, in which digits are no date; 0 if none does.
 */
static size_t measure_address(const char *text, const char *at)
{
	if (at > text && at[-1] != ' ' && *at != '<')
		return 0;
	size_t length = 1 + strcspn(at + 1, " <>");
	return memchr(at, '@', length) != NULL ? length : 0;
}

static void read_numbers(const char *folded, QuoteClaim *claim)
{
	int word = 0;
	const char *address_end = folded;
	for (const char *at = folded; *at; at++) {
		word += *at == ' ';
		address_end = MAX(address_end, at + measure_address(folded, at));
		bool is_number = is_digit(*at) && at >= address_end;
		claim->has_time |= is_number && is_time_at(folded, at);
		if (!claim->has_date && is_number && is_date_at(folded, at)) {
			claim->has_date = true;
			claim->date_word = word;
		}
		if (*at != '@' || at == folded || !g_ascii_isgraph(at[-1]) ||
		    !g_ascii_isgraph(at[1]))
			continue;
		claim->has_address = true;
		claim->address_word = word;
	}
}

bool quote_has_moment(const QuoteLine *line)
{
	QuoteClaim claim = {0};
	g_autofree char *folded = quote_line_fold(line, MOMENT_BYTES);
	if (folded == NULL)
		return false;
	read_numbers(folded, &claim);
	return claim.has_date && claim.has_time;
}

static bool has_digit(const char *word)
{
	return strpbrk(word, "0123456789") != NULL;
}

static bool starts_with_digit(const char *word)
{
	return is_digit(word[strspn(word, "([\"'")]);
}

/* "On Tue, 3 Mar", "3 Mar", "tir. 3. mar", "Wednesday, March 3". */
static bool has_early_date(const char *folded, char **words, int count,
			   bool *out_is_start)
{
	*out_is_start = true;
	if (has_digit(words[0]) && strchr(words[0], '@') == NULL)
		return true;
	int digit = 1;
	while (digit < count && digit < 5 && !starts_with_digit(words[digit]))
		digit++;
	if (digit >= count || digit >= 5)
		return false;
	if (quote_has_lead(folded))
		return true;
	*out_is_start = false;
	char last = words[0][strlen(words[0]) - 1];
	bool is_short = g_utf8_strlen(words[0], -1) <= 3;
	return digit == 1 ? is_short || last == ',' || last == '.'
			  : digit == 2 && last == ',';
}

/* Punctuation around a word is no part of it, but "napsal(a)" is one word. An address may
 * stick to it. */
static char *bare_word(const char *word)
{
	const char *close = strrchr(word, '>');
	bool is_glued = close != NULL && g_ascii_isalpha(close[1]);
	word = is_glued ? close + 1 : word;
	const char *start = word + strspn(word, "\"'<([*-");
	size_t end = strlen(start);
	while (end > 0 && strchr(":,.;*-\"'>", start[end - 1]) != NULL)
		end--;
	return g_strndup(start, end);
}

static void read_verb(char **words, QuoteClaim *claim)
{
	for (int i = 0; i < claim->words; i++) {
		g_autofree char *word = bare_word(words[i]);
		bool is_verb = *word && quote_ends_in_verb(word);
		claim->verb_word = is_verb && !claim->has_verb ? i : claim->verb_word;
		claim->has_verb |= is_verb;
		if (*word)
			claim->has_end_verb = is_verb;
	}
}

/* People write "I agree with what Ann wrote:"; a program writes only the name. */
static bool has_name(const char *joined)
{
	g_auto(GStrv) words = g_strsplit_set(joined, " \t", -1);
	int before = 0;
	for (int i = 0; words[i] != NULL; i++) {
		g_autofree char *word = bare_word(words[i]);
		if (*word == '\0')
			continue;
		g_autofree char *folded = g_utf8_casefold(word, -1);
		if (strchr(word, '@') != NULL || quote_ends_in_verb(folded))
			return true;
		gunichar first = g_utf8_get_char_validated(word, -1);
		bool is_name = (int)first >= 0 && g_unichar_isalpha(first) &&
			       !g_unichar_islower(first);
		if (!is_name || ++before > 4)
			return false;
	}
	return false;
}

/* The name of a sender, as programs write one: in quotes, in capitals or as a single
 * word, by way of a list. `is_loose` if only the first word must look so. */
static bool is_sender_name(const char *text, bool is_loose, bool *out_has_way)
{
	g_autofree char *name = g_strstrip(g_strdup(text));
	size_t length = strlen(name);
	if (length > 2 && *name == '"' && strchr(name + 1, '"') == name + length - 1)
		return true;
	g_auto(GStrv) words = g_strsplit(name, " ", SENDER_MAX_WORDS + 1);
	int count = (int)g_strv_length(words), capitals = 0, way = 0;
	for (int i = 0; i < count && i <= SENDER_MAX_WORDS; i++) {
		gunichar first = g_utf8_get_char_validated(words[i], -1);
		if ((int)first < 0 || has_digit(words[i]) || !g_unichar_isalpha(first) ||
		    strpbrk(words[i], ":;!?,@>") != NULL)
			return false;
		capitals += !g_unichar_islower(first) && capitals == i;
		way = i > 0 && way == 0 && strcmp(words[i], "via") == 0 ? i : way;
	}
	*out_has_way = way > 0 && way + 1 < count;
	int before = *out_has_way ? way : count;
	return count > 0 && count <= SENDER_MAX_WORDS &&
	       (before == 1 || capitals >= (is_loose ? 1 : before));
}

/* Whether nothing but a sender stands before the verb that ends the line. */
static bool is_sender(const char *text)
{
	bool has_way = false;
	const char *open = strchr(text, '<');
	if (open != NULL) {
		g_autofree char *name = g_strndup(text, (size_t)(open - text));
		const char *close = strchr(open, '>');
		int behind = 0;
		for (const char *at = close; at != NULL && *at != '\0'; at++)
			behind += *at == ' ' && at[1] != ' ' && at[1] != ':';
		return close != NULL && behind <= 3 &&
		       is_sender_name(name, false, &has_way);
	}
	const char *verb = text + strlen(text);
	while (verb > text && verb[-1] != ' ')
		verb--;
	g_autofree char *name = g_strndup(text, (size_t)(verb - text));
	return is_sender_name(name, false, &has_way) && has_way;
}

/* "2009/5/12 Sam <sam@x>", "2012-03-04 10:00 GMT+01:00 Sam <sam@x>:". */
static bool is_dated_sender(const char *text)
{
	size_t digits = strspn(text, "0123456789/-");
	const char *open = strchr(text, '<');
	const char *close = open != NULL ? strchr(open, '>') : NULL;
	if (digits < 8 || text[digits] != ' ' || close == NULL ||
	    close[1 + strspn(close + 1, ": ")] != '\0')
		return false;
	g_autofree char *name = g_strndup(text + digits, (size_t)(open - text) - digits);
	char *start = g_strchug(name);
	for (int part = 0; part < 2 && *start != '\0'; part++) {
		size_t length = strcspn(start, " ");
		g_autofree char *word = g_strndup(start, length);
		if (has_digit(word) || strcmp(word, "UTC") == 0 ||
		    strcmp(word, "GMT") == 0)
			start = g_strchug(start + length);
	}
	bool has_way = false;
	return *start == '\0' || is_sender_name(start, true, &has_way);
}

/* "Ask ann@x, I object to this:" and "Bob wrote, and I object to what Ann wrote:" go on
 * as people do. */
static bool has_tail(char **words, int count, int verb)
{
	int address = count - 1;
	while (address >= 0 && strchr(words[address], '@') == NULL)
		address--;
	if (address < 0)
		return verb >= 0 && count - 1 - verb > 1;
	const char *word = words[address];
	size_t end = strlen(word);
	if (count - 1 - address > TAIL_MAX_WORDS ||
	    (address < count - 1 && strchr(".!?;", word[end - 1]) != NULL))
		return true;
	for (int i = address + 1; i < count; i++) {
		QuoteLine line = {.start = words[i], .length = strlen(words[i])};
		if (quote_is_bare_vote(&line))
			return true;
	}
	return false;
}

/* News and old mail programs name what they quote. */
static bool has_reference(char **words, int count)
{
	static const char starts[] = "|in|dans|";
	static const char kinds[] = "|article|message|mail|news|artikel|l'article|";
	if (count < 3 || !quote_is_in(words[0], starts))
		return false;
	const char *id = words[quote_is_in(words[1], kinds) ? 2 : 1];
	return *id == '<' && strchr(id, '@') != NULL;
}

/* "Am 3.3.2026 um 10:00 schrieb Ann Other", but not "schrieb der Vorstand allen". */
static bool has_end_name(const char *text, int verb)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);
	int word = -1, behind = 0;
	for (int i = 0; words[i] != NULL; i++) {
		g_autofree char *bare = bare_word(words[i]);
		bool is_dash = word < 0 && *bare == '\0';
		word += *words[i] != '\0' && !is_dash;
		if (word <= verb || *bare == '\0')
			continue;
		gunichar first = g_utf8_get_char_validated(bare, -1);
		if (behind++ == 0 && (int)first >= 0 && g_unichar_islower(first))
			return false;
	}
	return behind > 0 && behind <= NAME_MAX_WORDS;
}

static bool has_speaker(char **words)
{
	static const char speakers[] = "|i|we|ich|wir|nous|yo|ik|jag|";
	for (char **word = words; *word != NULL; word++)
		if (quote_is_in(*word, speakers))
			return true;
	return false;
}

static char *trim_claim(const QuoteLine *joined)
{
	g_autofree char *folded = quote_line_fold(joined, QUOTE_CLAIM_BYTES);
	if (folded == NULL)
		return NULL;
	const char *start = folded + strspn(folded, "-* ");
	size_t end = strlen(start);
	while (end > 0 && strchr("-* ", start[end - 1]) != NULL)
		end--;
	return g_strndup(start, end);
}

/* The colons of Armenian, Ethiopic and Khmer, which nothing folds. */
static bool cut_foreign_colon(char *folded)
{
	static const char *const colons[] = {"\u055d", "\u1366", "\u17d6"};
	for (size_t i = 0; i < G_N_ELEMENTS(colons); i++)
		if (g_str_has_suffix(folded, colons[i])) {
			folded[strlen(folded) - strlen(colons[i])] = '\0';
			return true;
		}
	return false;
}

/* "---- On Tue, 3 Mar 2026 10:00 Ann wrote ----" needs no colon. */
static bool is_in_dashes(const QuoteLine *joined)
{
	size_t end = joined->length;
	while (end > 0 && g_ascii_isspace(joined->start[end - 1]))
		end--;
	return end > 6 && memcmp(joined->start, "---", 3) == 0 &&
	       memcmp(joined->start + end - 3, "---", 3) == 0;
}

bool quote_read_claim(const QuoteLine *joined, QuoteClaim *out_claim)
{
	QuoteClaim claim = {0};
	g_autofree char *folded = trim_claim(joined);
	if (folded == NULL || *folded == '\0')
		return false;
	claim.has_colon = g_str_has_suffix(folded, ":") || cut_foreign_colon(folded) ||
			  is_in_dashes(joined);
	size_t end = strlen(folded);
	while (end > 0 && strchr(": ", folded[end - 1]) != NULL)
		end--;
	if (end == 0)
		return false;
	folded[end] = '\0';
	g_auto(GStrv) words = g_strsplit(folded, " ", CLAIM_MAX_WORDS + 1);
	claim.words = (int)g_strv_length(words);
	if (claim.words > CLAIM_MAX_WORDS)
		return false;
	read_numbers(folded, &claim);
	read_verb(words, &claim);
	claim.has_end_address = strchr(words[claim.words - 1], '@') != NULL;
	claim.has_early_date =
		has_early_date(folded, words, claim.words, &claim.is_start);
	claim.has_opening = quote_has_opening(folded);
	claim.has_tail =
		has_tail(words, claim.words, claim.has_verb ? claim.verb_word : -1);
	claim.has_reference = has_reference(words, claim.words);
	claim.has_lead = quote_has_lead(folded);
	g_autofree char *text = g_strndup(joined->start, joined->length);
	claim.has_name = has_name(text);
	claim.has_end_name = claim.has_verb && has_end_name(text, claim.verb_word);
	claim.speaks = has_speaker(words);
	if (claim.has_colon && claim.has_end_verb && !claim.has_name)
		claim.is_sender = is_sender(text);
	if (claim.has_end_address && claim.has_date && claim.date_word == 0)
		claim.is_dated_sender = is_dated_sender(text);
	*out_claim = claim;
	return true;
}
