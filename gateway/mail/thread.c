/* thread.c: what a mail says about its conversation.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/thread.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "mail/token.h"

#define PREFIXES_MAX 20

/* Before the colon, folded. From the mail programs of these languages. */
static const char *const reply_prefixes[] = {
	"re",	"aw",	    "antw",	 "antwort", "sv",      "svar",	  "vs",
	"ynt",	"yanıt",    "cevap",	 "odp",	    "odpověď", "odpoveď", "res",
	"resp", "resposta", "respuesta", "rif",	    "r",       "risp",	  "risposta",
	"rép",	"réf",	    "réponse",	 "ref",	    "reply",   "bls",	  "balas",
	"atb",	"ats",	    "odg",	 "odgovor", "πε",      "απ",	  "απάντ",
	"σχετ", "vá",	    "válasz",	 "hb",	    "ret",     "отв",	  "ответ",
	"відп", "отг",	    "одг",	 "на",	    "rv:re",   "回复",	  "回覆",
	"答复", "答覆",	    "返信",	 "回信",    "答",      "re回复",  "답장",
	"회신", "رد",	    "پاسخ",	 "השב",	    "תשובה",   "תגובה",	  "trả lời",
	"ang",	"betr",	    "tl",	 "ตอบ",	    "ตอบกลับ",  "उत्तर"};
static const char *const forward_prefixes[] = {"fw",	      "fwd",
					       "wg",	      "weitergeleitet",
					       "vb",	      "vidarebefordrat",
					       "vl",	      "välitetty",
					       "tr",	      "trs",
					       "tfr",	      "rv",
					       "i",	      "inoltra",
					       "enc",	      "doorst",
					       "doorsturen",  "fs",
					       "pd",	      "przekazane",
					       "přeposláno",  "preposlané",
					       "továbbítás",  "tov",
					       "i̇lt",	      "ilt",
					       "yön",	      "yml",
					       "videresendt", "posr",
					       "prosl",	      "edasi",
					       "pārs",	      "pārsūtīts",
					       "pers",	      "пересл",
					       "переслано",   "перен",
					       "препр",	      "πρθ",
					       "προωθ",	      "转发",
					       "轉寄",	      "轉發",
					       "転送",	      "전달",
					       "إعادة توجيه", "הועבר",
					       "העבר",	      "chuyển tiếp",
					       "ส่งต่อ",	      "fwd from",
					       "tur",	      "terusan",
					       "videresend",  "redir",
					       "wtrlt",	      "továbbított"};

typedef enum {
	PREFIX_NONE,
	PREFIX_REPLY,
	PREFIX_FORWARD,
} Prefix;

static void add_prefixes(GHashTable *prefixes, const char *const *words, size_t count,
			 Prefix kind)
{
	for (size_t i = 0; i < count; i++)
		g_hash_table_insert(prefixes, (gpointer)(uintptr_t)words[i],
				    GUINT_TO_POINTER(kind));
}

static Prefix prefix_of(const char *word)
{
	static GHashTable *prefixes; /* of Prefix, by word */
	static gsize is_done;
	if (g_once_init_enter(&is_done)) {
		prefixes = g_hash_table_new(g_str_hash, g_str_equal);
		add_prefixes(prefixes, reply_prefixes, G_N_ELEMENTS(reply_prefixes),
			     PREFIX_REPLY);
		add_prefixes(prefixes, forward_prefixes, G_N_ELEMENTS(forward_prefixes),
			     PREFIX_FORWARD);
		g_once_init_leave(&is_done, 1);
	}
	return GPOINTER_TO_UINT(g_hash_table_lookup(prefixes, word));
}

/* Bytes up to and with the colon of a prefix such as "Re[2]:", "AW :", "回复："; 0 if
 * none. */
static size_t prefix_length(const char *subject, bool *out_is_forward)
{
	const char *colon = strchr(subject, ':');
	const char *wide = strstr(subject, "\xef\xbc\x9a");
	if (wide != NULL && (colon == NULL || wide < colon))
		colon = wide;
	if (colon == NULL || colon - subject > 40)
		return 0;
	g_autofree char *raw = g_strndup(subject, (gsize)(colon - subject));
	char *count = strpbrk(raw, "[(^*");
	if (count != NULL && strspn(count, "[](){}^*0123456789 ") == strlen(count))
		*count = '\0';
	g_autofree char *word = text_fold(raw);
	size_t end = strlen(word);
	while (end > 0 && strchr(". ", word[end - 1]) != NULL)
		word[--end] = '\0';
	Prefix kind = prefix_of(word);
	if (kind == PREFIX_NONE)
		return 0;
	*out_is_forward = kind == PREFIX_FORWARD;
	return (size_t)(colon - subject) + (colon == wide ? 3 : 1);
}

/* Bytes of a leading "[word]"; 0 if there is none. */
static size_t bracket_length(const char *subject)
{
	size_t length = *subject == '[' ? strcspn(subject, "]") : 0;
	return length < 2 || subject[length] != ']' || length > 80 ? 0 : length + 1;
}

/* Every subject is compared with them, and they are mostly plain: folding such a word is
 * writing it in small letters. */
static bool is_word(const char *folded, const char *word)
{
	if (text_is_ascii(word, strlen(word)) && strpbrk(word, " \t") == NULL)
		return g_ascii_strcasecmp(folded, word) == 0;
	g_autofree char *other = text_fold(word);
	return g_str_equal(folded, other);
}

/* Is what stands in the bracket at the start one of these words? */
static bool is_noise(const char *bracket, size_t length, const GPtrArray *noise)
{
	if (noise == NULL || noise->len == 0)
		return false;
	g_autofree char *inside = g_strndup(bracket + 1, length - 2);
	g_autofree char *folded = text_fold(inside);
	for (guint i = 0; i < noise->len; i++) {
		if (is_word(folded, g_ptr_array_index(noise, i)))
			return true;
	}
	return false;
}

/* Spaces of every kind, and marks that nobody sees. */
static const char *skip_space(const char *text)
{
	for (;; text = text_next(text)) {
		gunichar character = g_utf8_get_char(text);
		if (!g_unichar_isspace(character) &&
		    g_unichar_type(character) != G_UNICODE_FORMAT)
			return text;
	}
}

const char *thread_skip_noise(const char *subject, const GPtrArray *noise)
{
	const char *at = subject;
	for (int i = 0; i < PREFIXES_MAX; i++) {
		const char *start = skip_space(at);
		size_t length = bracket_length(start);
		if (length == 0 || !is_noise(start, length, noise))
			break;
		at = skip_space(start + length);
	}
	return at;
}

/* A bracket is skipped if it is configured noise, or a list has put it before a reply
 * prefix. */
static size_t skippable_bracket(const char *subject, const GPtrArray *noise)
{
	size_t length = bracket_length(subject);
	bool is_forward = false;
	if (length == 0)
		return 0;
	bool skips = is_noise(subject, length, noise) ||
		     prefix_length(skip_space(subject + length), &is_forward) > 0;
	return skips ? length : 0;
}

/* `*out_marked` stays if no bracket before a reply prefix was skipped. */
static const char *strip(const char *subject, const GPtrArray *noise, bool *out_is_reply,
			 bool *out_is_forward, const char **out_marked)
{
	bool is_reply = false, is_outer_forward = false, is_first = true;
	const char *at = skip_space(subject);
	for (int i = 0; i < PREFIXES_MAX; i++) {
		bool is_forward = false;
		size_t length = prefix_length(at, &is_forward);
		if (length > 0) {
			is_reply |= !is_forward;
			is_outer_forward |= is_first && is_forward;
			is_first = false;
		} else {
			length = skippable_bracket(at, noise);
			if (length > 0 && *out_marked == NULL &&
			    !is_noise(at, length, noise))
				*out_marked = at;
		}
		if (length == 0)
			break;
		at = skip_space(at + length);
	}
	*out_is_reply = is_reply;
	*out_is_forward = is_outer_forward;
	return at;
}

char *thread_strip_prefixes(const char *subject, GPtrArray *noise, bool *out_is_reply,
			    bool *out_is_forward)
{
	bool is_reply = false, is_forward = false;
	const char *marked = NULL;
	const char *left = strip(subject, noise, &is_reply, &is_forward, &marked);
	if (out_is_reply != NULL)
		*out_is_reply = is_reply;
	if (out_is_forward != NULL)
		*out_is_forward = is_forward;
	return g_strdup(left);
}

/* ---- tokens and ids ----------------------------------------------------- */

static void add_token(GPtrArray *tokens, const char *recipient, const GPtrArray *ours)
{
	g_autofree char *detail = address_detail(recipient);
	g_autofree char *plain = address_without_detail(recipient);
	if (detail == NULL || !token_is_shaped(detail))
		return;
	bool is_ours = ours == NULL || ours->len == 0;
	for (guint i = 0; !is_ours && i < ours->len; i++)
		is_ours = address_equal(plain, g_ptr_array_index(ours, i));
	g_autofree char *folded = g_ascii_strdown(detail, -1);
	if (is_ours && !words_list_has(tokens, folded))
		g_ptr_array_add(tokens, g_steal_pointer(&folded));
}

static GPtrArray *read_tokens(const Message *message, const GPtrArray *ours)
{
	GPtrArray *tokens = g_ptr_array_new_with_free_func(g_free);
	const GPtrArray *lists[] = {message->to, message->cc};
	for (size_t n = 0; n < G_N_ELEMENTS(lists); n++) {
		for (guint i = 0; i < lists[n]->len; i++) {
			const Address *address = g_ptr_array_index(lists[n], i);
			add_token(tokens, address->address, ours);
		}
	}
	for (guint i = 0; i < message->delivered_to->len; i++)
		add_token(tokens, g_ptr_array_index(message->delivered_to, i), ours);
	return tokens;
}

/* "[D-12]" or "[#D-12]" anywhere in the subject. */
static char *read_subject_id(const char *subject)
{
	for (const char *at = strchr(subject, '['); at != NULL;
	     at = strchr(at + 1, '[')) {
		const char *id = at + 1 + (at[1] == '#' ? 1 : 0);
		if (!g_ascii_isalpha(id[0]) || id[1] != '-')
			continue;
		size_t digits = strspn(id + 2, "0123456789");
		if (digits > 0 && digits < 10 && id[2 + digits] == ']')
			return g_ascii_strup(id, (gssize)(2 + digits));
	}
	return NULL;
}

ThreadFacts *thread_read(const Message *message, GPtrArray *addresses, GPtrArray *noise)
{
	ThreadFacts *facts = g_new0(ThreadFacts, 1);
	bool has_reply_prefix = false;
	const char *marked = NULL;
	facts->subject = g_strdup(strip(message->subject, noise, &has_reply_prefix,
					&facts->is_forward, &marked));
	facts->marked = g_strdup(marked);
	facts->tokens = read_tokens(message, addresses);
	facts->reference_token = token_find_reference(message->text);
	facts->subject_id = read_subject_id(message->subject);
	facts->is_reply = message->in_reply_to->len > 0 || message->references->len > 0 ||
			  has_reply_prefix;
	return facts;
}

void thread_free(ThreadFacts *facts)
{
	if (facts == NULL)
		return;
	g_ptr_array_unref(facts->tokens);
	g_free(facts->reference_token);
	g_free(facts->subject_id);
	g_free(facts->subject);
	g_free(facts->marked);
	g_free(facts);
}
