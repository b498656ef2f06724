/* vote_abroad.c: what binds or negates in other languages.
 *
 * Only words that languages have few of and add none to: conjunctions, prepositions,
 * negations, and what a condition is called. Of those some are also the words of another
 * language; then the vote is asked back, as in any doubt.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_abroad.h"

#include <string.h>
#include <glib.h>

#include "workflow/vote_words.h"

static const char *const BINDS[] = {
	/* German */
	"wenn", "falls", "sofern", "sobald", "solange", "aber", "jedoch", "allerdings",
	"ausser", "bis auf", "nachdem", "vorausgesetzt", "vorbehaltlich", "vorbehalt",
	"bedingung", "bedingungen", "einschränkung", "einschränkungen", "würde", "wäre",
	"hätte",
	/* French */
	"si", "mais", "sauf", "quand", "lorsque", "dès que", "dès", "pourvu", "tant que",
	"cependant", "toutefois", "hormis", "excepté", "à moins", "réserve", "réserves",
	"après que", "une fois",
	/* Spanish */
	"pero", "salvo", "excepto", "siempre que", "siempre y cuando", "cuando",
	"condición", "condiciones", "reserva", "reservas", "aunque", "a menos",
	"hasta que", "mientras", "después de", "una vez",
	/* Portuguese */
	"se", "mas", "exceto", "desde que", "caso", "quando", "condição", "condições",
	"ressalva", "ressalvas", "embora", "após", "depois de", "até que", "enquanto",
	/* Italian */
	"ma", "tranne", "a patto", "purché", "purche", "condizione", "condizioni",
	"riserva", "riserve", "però", "eccetto", "a meno", "finché", "appena", "qualora",
	/* Dutch */
	"mits", "maar", "als", "behalve", "zodra", "voorbehoud", "voorwaarde", "tenzij",
	"zolang", "wanneer", "nadat", "indien",
	/* Polish */
	"ale", "jeśli", "jesli", "jeżeli", "jezeli", "o ile", "gdy", "kiedy", "warunkiem",
	"oprócz", "oprocz", "poza", "zastrzeżeniem", "zastrzeżeniami", "chyba że",
	"dopóki",
	/* Russian */
	"но", "если", "только", "когда", "условии", "условием", "кроме", "оговоркой",
	"оговорками", "однако", "пока", "после", "хотя"};

static const char *const NEGATES[] = {
	"nicht",    "kein",	 "keine",  "keinen", "keiner", "zurück",
	"pas",	    "je retire", "aucun",  "retiro", "não",    "nao",
	"non",	    "ritiro",	 "niet",   "geen",   "nie",    "wycofuję",
	"wycofuje", "не",	 "снимаю", "отзываю"};

/* The same, where no space tells words apart: Japanese, Chinese, Korean. */
static const char *const UNSPACED_BINDS[] = {
	"ただし", "ですが", "なら", "ところ", "れば", "たら", "けど", "条件",
	"以外",	  "除",	    "如果", "但",     "前提", "等",   "若",   "只要",
	"不过",	  "之后",   "以后", "지만",   "다면", "조건"};

static const char *const UNSPACED_NEGATES[] = {"ません", "ない", "撤回", "反対",
					       "反对",	 "不能", "不是", "不同",
					       "没有",	 "않",	 "아니"};

/* As a word of its own: neither "non-binding" nor "ma part" is meant. */
static bool has_word(const char *folded, const char *word)
{
	size_t length = strlen(word);
	for (const char *found = strstr(folded, word); found != NULL;
	     found = strstr(found + 1, word)) {
		const char *end = found + length;
		bool starts = found == folded || vote_is_word_end(found[-1]);
		if (starts && vote_is_word_end(*end) && *end != '-' &&
		    !g_str_has_prefix(end, " part"))
			return true;
	}
	return false;
}

static bool has_any(const char *folded, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (has_word(folded, words[i]))
			return true;
	return false;
}

static bool holds_any(const char *folded, const char *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strstr(folded, parts[i]) != NULL)
			return true;
	return false;
}

bool vote_binds_abroad(const char *folded)
{
	return has_any(folded, BINDS, G_N_ELEMENTS(BINDS)) ||
	       holds_any(folded, UNSPACED_BINDS, G_N_ELEMENTS(UNSPACED_BINDS));
}

bool vote_starts_bound_abroad(const char *folded)
{
	for (size_t i = 0; i < G_N_ELEMENTS(BINDS); i++)
		if (g_str_has_prefix(folded, BINDS[i]) && folded[strlen(BINDS[i])] == ' ')
			return true;
	return false;
}

bool vote_negates_abroad(const char *folded)
{
	return has_any(folded, NEGATES, G_N_ELEMENTS(NEGATES)) ||
	       holds_any(folded, UNSPACED_NEGATES, G_N_ELEMENTS(UNSPACED_NEGATES));
}
