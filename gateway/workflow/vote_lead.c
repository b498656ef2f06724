/* vote_lead.c: what stands before a vote, and whether it is said to bind.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_lead.h"

#include <string.h>
#include <glib.h>

#include "base/text.h"
#include "base/words.h"
#include "workflow/vote_words.h"

const char *vote_skip_lead(const char *line)
{
	static const char *const LEADS[] = {"vote:",	   "i vote ",	   "i vote: ",
					    "my vote is ", "my vote is: ", "my vote:"};
	size_t longest = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(LEADS); i++)
		if (g_ascii_strncasecmp(line, LEADS[i], strlen(LEADS[i])) == 0)
			longest = MAX(longest, strlen(LEADS[i]));
	return longest > 0 ? line + longest + strspn(line + longest, " \t") : line;
}

/* Words that lead to a vote of one's own, and those that begin anew what they lead to. */
static const char *const OWN[] = {
	"i", "i'm", "im", "am", "my", "me", "mine", "a", "an", "own", "here", "here's",
	"heres", "is", "vote", "voting", "cast", "casting", "give", "giving", "add",
	"adding", "this", "that", "that's", "and", "also", "too", "still", "sorry", "ok",
	"okay", "have", "to", "must", "for", "with", "from", "us", "we", "our", "are",
	"all", "just", "please", "count", "put", "as", "you", "take", "keep", "keeping",
	"stay", "staying", "remain", "strong", "big", "huge", "hard", "firm", "clear",
	"definite", "definitely", "now", "then", "forward", "forwarding", "copy",
	"copying", "carry", "carrying", "bring", "bringing", "over", "another", "it's",
	"lgtm", "yes", "no:", "there's", "binding", "non", "change", "changing", "switch",
	"switching", "unfortunately", "sadly", "regrettably", "however", "afraid",
	/* "From me", and what one says before a no, in other languages. */
	"von", "mir", "leider", "pour", "moi", "malheureusement", "por", "parte", "mi",
	"van", "mij", "helaas", "da", "mia", "от", "меня"};
static const char *const ANEW[] = {"so", "thus", "hence", "therefore"};

/* "The +1": somebody's. */
static const char *const THEIRS[] = {
	"the",	  "this",  "that",  "his",  "her",  "its", "their", "your",
	"every",  "each",  "any",   "no",   "der",  "das", "den",   "dem",
	"sein",	  "ihr",   "le",    "son",  "leur", "ton", "el",    "su",
	"il",	  "suo",   "het",   "zijn", "jego", "jej", "says",  "said",
	"thinks", "wrote", "wants", "его",  "её",   "их"};

/* The words of `before`, folded and without the marks around them. */
static char **words_of(const char *before)
{
	g_autofree char *folded = text_fold(before);
	g_strdelimit(folded, "*_()\"<>=-,;", ' ');
	char **words = g_strsplit(g_strstrip(folded), " ", -1);
	return words;
}

bool vote_is_own(const char *before)
{
	g_auto(GStrv) words = words_of(before);
	for (guint i = g_strv_length(words); i > 0; i--) {
		const char *word = words[i - 1];
		if (words_have(ANEW, G_N_ELEMENTS(ANEW), word))
			return true;
		if (*word != '\0' && !words_have(OWN, G_N_ELEMENTS(OWN), word))
			return false;
	}
	return true;
}

static bool ends_with(char **words, const char *const *ends, size_t count)
{
	guint length = g_strv_length(words);
	return length > 0 && words_have(ends, count, words[length - 1]);
}

/* "Please remove my +1": what is mine may be taken back. */
static const char *const MINE[] = {"my"};

/* "I will +1 this tomorrow", "I may give a +1", "Probably +1". */
static bool is_to_come(char **words)
{
	static const char *const LATER[] = {
		"will",	    "i'll",	   "we'll",	  "plan",	"planning",
		"going",    "intend",	   "shall",	  "may",	"might",
		"want",	    "wants",	   "hope",	  "hoping",	"tempted",
		"inclined", "tend",	   "tomorrow",	  "soon",	"later",
		"possibly", "potentially", "probably",	  "likely",	"presumably",
		"soft",	    "mild",	   "preliminary", "provisional"};
	for (char **word = words; *word != NULL; word++)
		if (words_have(LATER, G_N_ELEMENTS(LATER), *word))
			return true;
	return false;
}

/* "I used to give a +1", "I can give a +1". */
static bool is_about_giving(char **words)
{
	static const char *const PHRASES[] = {" used to ",  " had to ",	  " about to ",
					      " can give ", " can vote ", " can then "};
	g_autofree char *text = g_strjoinv(" ", words);
	g_autofree char *apart = g_strconcat(" ", text, " ", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(PHRASES); i++)
		if (strstr(apart, PHRASES[i]) != NULL)
			return true;
	return false;
}

/* "One +1 before we can release": it is counted. */
static const char *const COUNTS[] = {"one",   "two",	"three", "four", "five",
				     "1",     "2",	"3",	 "4",	 "5",
				     "first", "second", "third", "last", "only"};

/* "3x +1"; "12 +1", where nothing else stands before it. */
static bool ends_with_count(char **words)
{
	guint length = g_strv_length(words);
	const char *last = length > 0 ? words[length - 1] : "";
	const char *behind = last + strspn(last, "0123456789");
	return behind > last &&
	       (*behind == '\0' ? length == 1 : strcmp(behind, "x") == 0);
}

bool vote_may_be_number(const char *before, PositionValue value)
{
	g_auto(GStrv) words = words_of(before);
	return value == POSITION_OBJECT && !vote_is_own(before) &&
	       !ends_with(words, MINE, G_N_ELEMENTS(MINE)) &&
	       !ends_with(words, THEIRS, G_N_ELEMENTS(THEIRS));
}

bool vote_may_follow(const char *before, PositionValue value)
{
	g_auto(GStrv) words = words_of(before);
	if (ends_with(words, THEIRS, G_N_ELEMENTS(THEIRS)) ||
	    ends_with(words, COUNTS, G_N_ELEMENTS(COUNTS)) || ends_with_count(words) ||
	    is_to_come(words) || is_about_giving(words))
		return false;
	/* Numbers below zero are common, those with a plus are not. */
	bool is_doubtful =
		value == POSITION_OBJECT || ends_with(words, MINE, G_N_ELEMENTS(MINE));
	return !is_doubtful || vote_is_own(before);
}

/* "binding", or within brackets nearly so ("binging"). Its length; 0: another word. */
static size_t binding_length(const char *text, bool is_bracketed)
{
	static const char binding[] = "binding";
	size_t length = 0;
	while (g_ascii_isalpha(text[length]))
		length++;
	g_autofree char *word = g_ascii_strdown(text, (gssize)length);
	bool is_near =
		is_bracketed && *word == *binding && text_distance(word, binding, 1) == 1;
	bool is_one =
		(strcmp(word, binding) == 0 || is_near) && vote_is_word_end(text[length]);
	return is_one ? length : 0;
}

/* "binding", "non-binding", "not a binding", "nb" at the start of `text`. Its length; 0:
 * something else. */
static size_t mark_length(const char *text, bool is_bracketed, bool *out_is_nonbinding)
{
	static const char *const NEGATIONS[] = {"none", "non", "not", "no", "un"};
	if (g_ascii_strncasecmp(text, "nb", 2) == 0 && vote_is_word_end(text[2])) {
		*out_is_nonbinding = true;
		return 2;
	}
	*out_is_nonbinding = false;
	for (size_t i = 0; i < G_N_ELEMENTS(NEGATIONS); i++) {
		size_t length = strlen(NEGATIONS[i]);
		if (g_ascii_strncasecmp(text, NEGATIONS[i], length) != 0)
			continue;
		const char *word = text + length + strspn(text + length, " -");
		word += g_ascii_strncasecmp(word, "a ", 2) == 0 ? 2 : 0;
		size_t rest = binding_length(word, is_bracketed);
		if (rest == 0)
			continue;
		*out_is_nonbinding = true;
		return (size_t)(word - text) + rest;
	}
	return binding_length(text, is_bracketed);
}

/* What closes a bracket; '\0': it is none. */
static char closing(char open)
{
	return open == '(' ? ')' : open == '[' ? ']' : open == '{' ? '}' : '\0';
}

bool vote_skip_binding(const char **rest)
{
	const char *text = *rest + strspn(*rest, " \t,*_");
	const char *dash = text + strspn(text, "- ");
	char close = closing(*text);
	bool is_nonbinding = false;
	text += close != '\0';
	size_t length = mark_length(text, close != '\0', &is_nonbinding);
	if (length == 0 && dash > text) {
		text = dash;
		length = mark_length(text, false, &is_nonbinding);
		length = is_nonbinding ? length : 0;
	}
	if (length == 0)
		return false;
	text += length;
	*rest = text + (close != '\0' && *text == close);
	return is_nonbinding;
}

bool vote_is_nonbinding(const char *text)
{
	for (const char *c = text; *c != '\0'; c++) {
		bool is_nonbinding = false;
		if (closing(*c) != '\0' && mark_length(c + 1, true, &is_nonbinding) > 0)
			return is_nonbinding;
	}
	return false;
}
