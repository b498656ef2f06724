/* dialect.c: "ja", "einverstanden" and "oui" for "agree", if the rules say so.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/dialect.h"

#include <string.h>

#include "base/text.h"
#include "workflow/rules_value.h"
#include "workflow/vote.h"
#include "workflow/vote_box.h"
#include "workflow/vote_words.h"

/* Also the keys of a `words` section. */
static const char *const MEANINGS[] = {"agree", "abstain", "disagree", "concern",
				       "object"};

/* The key of what undoes a vote, and what it is called beside those. */
static const char HEDGE[] = "hedge";

struct Dialect {
	GHashTable *meanings; /* folded word to one of MEANINGS, or to HEDGE */
	GPtrArray *hedges;    /* of char *: the latter, borrowed */
};

Dialect *dialect_new(void)
{
	Dialect *dialect = g_new0(Dialect, 1);
	dialect->meanings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	dialect->hedges = g_ptr_array_new();
	return dialect;
}

void dialect_free(Dialect *dialect)
{
	if (dialect == NULL)
		return;
	g_ptr_array_unref(dialect->hedges);
	g_hash_table_unref(dialect->meanings);
	g_free(dialect);
}

bool dialect_is_empty(const Dialect *dialect)
{
	return dialect == NULL || g_hash_table_size(dialect->meanings) == 0;
}

static void add_word(Dialect *dialect, const SettingsSection *section, const char *word,
		     const char *meaning, GPtrArray *problems)
{
	g_autofree char *folded = text_fold(word);
	const char *known = g_hash_table_lookup(dialect->meanings, folded);
	if (known != NULL && strcmp(known, meaning) != 0)
		problems_add(problems, section->place,
			     "words '%s': '%s' would mean both %s and %s", section->title,
			     word, known, meaning);
	if (known != NULL || *folded == '\0')
		return;
	if (meaning == HEDGE)
		g_ptr_array_add(dialect->hedges, folded);
	g_hash_table_insert(dialect->meanings, g_steal_pointer(&folded),
			    (gpointer)(guintptr)meaning);
}

static void add_words(Dialect *dialect, const SettingsSection *section,
		      const char *meaning, GPtrArray *problems)
{
	g_autoptr(GPtrArray) words = rules_words(section, meaning);
	for (guint i = 0; i < words->len; i++)
		add_word(dialect, section, g_ptr_array_index(words, i), meaning,
			 problems);
}

void dialect_add(Dialect *dialect, const SettingsSection *section, GPtrArray *problems)
{
	for (size_t m = 0; m < G_N_ELEMENTS(MEANINGS); m++)
		add_words(dialect, section, MEANINGS[m], problems);
	add_words(dialect, section, HEDGE, problems);
}

/* Behind `3: `, `[x] `, `!` and `Vote: `, where a position may begin. */
static const char *skip_lead(const char *line)
{
	size_t digits = strspn(line, "0123456789");
	if (digits > 0 && (line[digits] == ':' || line[digits] == ')'))
		line += digits + 1;
	vote_box_start(&line);
	line += strspn(line, " \t*_\"'");
	if (g_ascii_strncasecmp(line, "vote:", 5) == 0)
		line += 5 + strspn(line + 5, " \t");
	return line + (*line == '!' || *line == '/' ? 1 : 0);
}

/* The bytes of `start` that say `word`, and nothing longer; 0 if they do not. */
static size_t match_length(const char *start, const char *word)
{
	glong wanted = g_utf8_strlen(word, -1);
	const char *end = start;
	for (glong i = 0; i < wanted && *end != '\0'; i++)
		end = text_next(end);
	g_autofree char *piece = g_strndup(start, (size_t)(end - start));
	g_autofree char *folded = text_fold(piece);
	bool is_word =
		strcmp(folded, word) == 0 && !g_unichar_isalnum(g_utf8_get_char(end));
	return is_word ? (size_t)(end - start) : 0;
}

char *dialect_translate(const Dialect *dialect, const char *line, char **out_word)
{
	g_autofree char *plain = vote_plain(line);
	const char *start = skip_lead(plain);
	const char *meaning = NULL;
	size_t longest = 0;
	GHashTableIter iterator;
	gpointer word = NULL, value = NULL;
	g_hash_table_iter_init(&iterator, dialect->meanings);
	while (g_hash_table_iter_next(&iterator, &word, &value)) {
		size_t length = value != HEDGE ? match_length(start, word) : 0;
		if (length > longest) {
			longest = length;
			meaning = value;
		}
	}
	if (meaning == NULL)
		return NULL;
	g_autofree char *lead = g_strndup(plain, (size_t)(start - plain));
	*out_word = g_strndup(start, longest);
	return g_strconcat(lead, meaning, start + longest, NULL);
}

/* ---- hedges --------------------------------------------------------------- */

/* Scripts that put no space between words. */
static bool is_unspaced(const char *word)
{
	static const GUnicodeScript UNSPACED[] = {
		G_UNICODE_SCRIPT_HAN,	   G_UNICODE_SCRIPT_HIRAGANA,
		G_UNICODE_SCRIPT_KATAKANA, G_UNICODE_SCRIPT_HANGUL,
		G_UNICODE_SCRIPT_THAI,	   G_UNICODE_SCRIPT_LAO,
		G_UNICODE_SCRIPT_KHMER,	   G_UNICODE_SCRIPT_MYANMAR};
	GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(word));
	for (size_t i = 0; i < G_N_ELEMENTS(UNSPACED); i++)
		if (UNSPACED[i] == script)
			return true;
	return false;
}

static bool has_word(const char *folded, const char *word)
{
	return is_unspaced(word) ? strstr(folded, word) != NULL
				 : vote_has_word(folded, word);
}

bool dialect_hedges(const Dialect *dialect, const char *line)
{
	if (dialect == NULL || dialect->hedges->len == 0)
		return false;
	g_autofree char *plain = vote_plain(line);
	g_autofree char *folded = text_fold(plain);
	for (guint i = 0; i < dialect->hedges->len; i++)
		if (has_word(folded, g_ptr_array_index(dialect->hedges, i)))
			return true;
	return false;
}

bool dialect_starts_hedged(const Dialect *dialect, const char *line)
{
	if (dialect == NULL || dialect->hedges->len == 0)
		return false;
	g_autofree char *plain = vote_plain(line);
	for (guint i = 0; i < dialect->hedges->len; i++)
		if (match_length(plain, g_ptr_array_index(dialect->hedges, i)) > 0)
			return true;
	return false;
}
