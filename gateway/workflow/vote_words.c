/* vote_words.c: the words that undo a vote.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_words.h"

#include <string.h>
#include <glib.h>

#include "base/text.h"
#include "base/words.h"
#include "workflow/vote_abroad.h"
#include "workflow/vote_nothing.h"

#define CLAUSE_MAX_BYTES 1000

/* Words that turn what they stand before into its opposite. */
static const char *const NEGATIONS[] = {"not",	 "don't",   "dont",   "doesn't",
					"isn't", "can't",   "cannot", "won't",
					"never", "neither", "hardly", "barely"};

/* Words that lead to the other side: from a vote for it, and to one against it. */
static const char *const TURNS[] = {"but", "unfortunately", "however"};

/* Words and phrases that bind a vote to something, soften it or take it back. */
static const char *const HEDGES[] = {
	/* To something that is to come, or to be done first. */
	"if", "unless", "until", "except", "otherwise", "provided", "providing",
	"assuming", "once", "when", "as long as", "so long as", "after the", "after that",
	"after we", "after it", "after this", "subject to", "pending", "exception",
	"excluding", "conditional", "conditionally", "contingent", "depending", "depends",
	"as soon as", "modulo", "caveat", "caveats", "reservation", "reservations",
	"barring", "apart from", "aside from", "other than", "supposing", "whenever",
	"dependent on", "please fix", "need to fix", "must fix", "should fix",
	"let's fix", "can we fix", "needs to be", "has to be", "have to be", "must be",
	"condition", "conditions", "given that",
	/* Softly, or not quite. */
	"maybe", "perhaps", "wouldn't", "would", "i'd", "tentative", "tentatively",
	"in principle", "in theory", "nearly", "almost", "leaning", "weak", "i guess",
	"hopefully", "for now", "in spirit", "despite", "hmm", "mostly", "in general",
	"for the most part", "not sure", "unsure",
	/* Taken back, not meant, or somebody else's. */
	"withdraw", "withdrawn", "retract", "revoke", "cancel", "wanted to",
	"was going to", "were going to", "just kidding", "intend to", "ignore",
	"was meant", "wait, no", "on behalf of", "by proxy", "relay"};

/* What follows "to", "for" or "on" where it is not what was asked: "+1 to what Jim said",
 * "-1 on option B". */
static const char *const ASIDES[] = {
	"what",	    "said",	  "says",	  "wrote",	"mentioned",
	"comment",  "comments",	  "concern",	  "concerns",	"point",
	"points",   "remark",	  "remarks",	  "suggestion", "suggestions",
	"question", "questions",  "idea",	  "discussion", "option",
	"options",  "choice",	  "alternative",  "new rc",	"another rc",
	"next rc",  "more tests", "new candidate"};

/* The same where it is to do something else first; any form of these words. */
static const char *const DETOURS[] = {"wait",	"hold",	  "postpon", "delay",  "extend",
				      "revert", "respin", "re-spin", "reroll", "re-roll",
				      "redo",	"fix",	  "cancel",  "abort",  "rework"};

/* "+1 with the change Jim proposed", but not "+1 with pleasure". */
static const char *const CHANGES[] = {
	"change", "changes",	  "fix",	   "fixes",    "fixed",
	"patch",  "modification", "modifications", "proposed", "amended"};

/* Those that bind an agreement even in the reason given for it. */
static const char *const CONDITIONS[] = {
	"if",	      "unless",	   "but",	  "until",	   "except",
	"provided",   "providing", "assuming",	  "as long as",	   "so long as",
	"subject to", "pending",   "conditional", "conditionally", "contingent",
	"exception",  "not now",   "not yet"};

bool vote_is_word_end(char c)
{
	return !g_ascii_isalnum(c) && c != '_' && c != '\'' && (unsigned char)c < 0x80;
}

bool vote_has_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	for (const char *found = strstr(text, word); found != NULL;
	     found = strstr(found + 1, word)) {
		bool starts = found == text || vote_is_word_end(found[-1]);
		if (starts && vote_is_word_end(found[length]))
			return true;
	}
	return false;
}

static bool has_any(const char *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (vote_has_word(text, words[i]))
			return true;
	return false;
}

static bool has_start(const char *text, const char *start)
{
	for (const char *found = strstr(text, start); found != NULL;
	     found = strstr(found + 1, start))
		if (found == text || vote_is_word_end(found[-1]))
			return true;
	return false;
}

static bool is_detour(const char *clause)
{
	for (size_t i = 0; i < G_N_ELEMENTS(DETOURS); i++)
		if (has_start(clause, DETOURS[i]))
			return true;
	return false;
}

/* What has happened binds to nothing. */
static void forget_past(char *folded)
{
	char *now = strstr(folded, "now after ");
	if (now != NULL)
		memset(now, ' ', strlen("now after "));
}

bool vote_hedges(const char *text)
{
	g_autofree char *folded = text_fold(text);
	forget_past(folded);
	vote_forget_nothing(folded);
	return vote_softens(folded) ||
	       has_any(folded, NEGATIONS, G_N_ELEMENTS(NEGATIONS)) ||
	       has_any(folded, TURNS, G_N_ELEMENTS(TURNS)) || vote_negates_abroad(folded);
}

bool vote_softens(const char *text)
{
	g_autofree char *folded = text_fold(text);
	forget_past(folded);
	return strchr(folded, '?') != NULL ||
	       has_any(folded, HEDGES, G_N_ELEMENTS(HEDGES)) || vote_binds_abroad(folded);
}

bool vote_negates(const char *text)
{
	g_autofree char *folded = text_fold(text);
	return has_any(folded, NEGATIONS, G_N_ELEMENTS(NEGATIONS)) ||
	       vote_negates_abroad(folded);
}

char *vote_first_clause(const char *text)
{
	const char *start = text + strspn(text, " \t,");
	size_t length = strcspn(start, ".;:!");
	if (length > CLAUSE_MAX_BYTES)
		length = (size_t)(g_utf8_find_prev_char(start, start + CLAUSE_MAX_BYTES) -
				  start);
	g_autofree char *clause = g_strndup(start, length);
	return text_fold(clause);
}

/* "+1 still missing", "+1 so far", "+1 tomorrow": one that is counted, or to come. */
static bool is_not_yet(const char *clause)
{
	static const char *const BEING[] = {"is ", "are ", "still ", "was "};
	static const char *const WORDS[] = {
		"missing",  "needed", "wanted", "outstanding", "required",
		"left",	    "short",  "to go",	"so far",      "count",
		"tomorrow", "later",  "soon",	"next week"};
	for (size_t i = 0; i < G_N_ELEMENTS(BEING); i++)
		if (g_str_has_prefix(clause, BEING[i]))
			return is_not_yet(clause + strlen(BEING[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
		if (g_str_has_prefix(clause, WORDS[i]) &&
		    vote_is_word_end(clause[strlen(WORDS[i])]))
			return true;
	return false;
}

bool vote_is_aside(const char *rest)
{
	static const char *const STARTS[] = {"to ", "for ", "on "};
	static const char *const BOUND[] = {
		"without ", "only ", "minus ", "upon ", "following ", "@", "after ",
		/* "Without" in other languages. */
		"ohne ", "sans ", "sin ", "sem ", "senza ", "zonder ", "bez ", "без "};
	g_autofree char *clause = vote_first_clause(rest);
	if (words_begin(BOUND, G_N_ELEMENTS(BOUND), clause) || is_not_yet(clause))
		return true;
	if (g_str_has_prefix(clause, "with "))
		return has_any(clause, CHANGES, G_N_ELEMENTS(CHANGES));
	return words_begin(STARTS, G_N_ELEMENTS(STARTS), clause) &&
	       (has_any(clause, ASIDES, G_N_ELEMENTS(ASIDES)) || is_detour(clause));
}

bool vote_starts_bound(const char *rest)
{
	static const char *const STARTS[] = {"if ", "unless ", "but ", "maybe",
					     "perhaps"};
	g_autofree char *clause = vote_first_clause(rest);
	return words_begin(STARTS, G_N_ELEMENTS(STARTS), clause) ||
	       vote_starts_bound_abroad(clause);
}

bool vote_is_from_others(const char *rest)
{
	static const char *const OWN[] = {"me", "my",  "mine",	 "here",
					  "us", "our", "myself", "this"};
	g_autofree char *clause = vote_first_clause(rest);
	bool is_from = g_str_has_prefix(clause, "from ");
	if (!is_from && !g_str_has_prefix(clause, "by "))
		return false;
	const char *who = clause + strlen(is_from ? "from " : "by ");
	for (size_t i = 0; i < G_N_ELEMENTS(OWN); i++)
		if (g_str_has_prefix(who, OWN[i]) &&
		    vote_is_word_end(who[strlen(OWN[i])]))
			return false;
	return true;
}

bool vote_binds(const char *reason)
{
	g_autofree char *folded = text_fold(reason);
	return has_any(folded, CONDITIONS, G_N_ELEMENTS(CONDITIONS)) ||
	       vote_binds_abroad(folded);
}
