/* encoded_word.c: =?charset?B?...?= and what stands between.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/encoded_word.h"

#include <string.h>
#include <glib.h>

#include "mail/charset.h"
#include "mail/transfer.h"

#define CHARSET_MAX_BYTES 60
/* The standard says 75 for the whole word. */
#define WORD_MAX_BYTES 2000

typedef struct {
	const char *text;
	size_t text_length;
	char charset[CHARSET_MAX_BYTES];
	bool is_base64;
	const char *end; /* behind the word */
} Word;

typedef struct {
	GString *out;
	const char *fallback;
	bool is_normal;
	GString *words;	   /* decoded, not yet encoded anew; empty unless is_normal */
	GByteArray *bytes; /* of the words not decoded yet */
	char charset[CHARSET_MAX_BYTES];
} Decoding;

/* Reads the word that starts at `at`, "=?". */
static bool read_word(const char *at, Word *out_word)
{
	const char *charset = at + 2;
	size_t length = strcspn(charset, "? \t*");
	const char *kind = charset + length + strcspn(charset + length, "? \t");
	if (length == 0 || length >= CHARSET_MAX_BYTES || *kind != '?' ||
	    strchr("qQbB", kind[1]) == NULL || kind[1] == '\0' || kind[2] != '?')
		return false;
	const char *text = kind + 3;
	const char *end = g_strstr_len(text, WORD_MAX_BYTES, "?=");
	if (end == NULL)
		return false;
	memcpy(out_word->charset, charset, length);
	out_word->charset[length] = '\0';
	out_word->is_base64 = g_ascii_tolower(kind[1]) == 'b';
	out_word->text = text;
	out_word->text_length = (size_t)(end - text);
	out_word->end = end + 2;
	return true;
}

static void append_quoted(GByteArray *bytes, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		guint8 byte = text[i] == '_' ? ' ' : (guint8)text[i];
		if (byte == '=' && i + 2 < length && g_ascii_isxdigit(text[i + 1]) &&
		    g_ascii_isxdigit(text[i + 2])) {
			byte = (guint8)(g_ascii_xdigit_value(text[i + 1]) << 4 |
					g_ascii_xdigit_value(text[i + 2]));
			i += 2;
		}
		g_byte_array_append(bytes, &byte, 1);
	}
}

static void append_word(Decoding *decoding, const Word *word)
{
	if (!word->is_base64) {
		append_quoted(decoding->bytes, word->text, word->text_length);
		return;
	}
	g_autoptr(GByteArray) bytes = transfer_base64(word->text, word->text_length);
	g_byte_array_append(decoding->bytes, bytes->data, bytes->len);
}

/* The words of one charset, decoded. */
static void flush(Decoding *decoding)
{
	if (*decoding->charset == '\0')
		return;
	g_autofree char *text =
		charset_decode(decoding->charset, (const char *)decoding->bytes->data,
			       decoding->bytes->len);
	g_string_append(decoding->is_normal ? decoding->words : decoding->out, text);
	g_byte_array_set_size(decoding->bytes, 0);
	*decoding->charset = '\0';
}

/* All words that follow each other become one: of several the library reads the first. */
static void end_words(Decoding *decoding)
{
	flush(decoding);
	if (decoding->words->len == 0)
		return;
	g_autofree char *encoded = g_base64_encode((const guchar *)decoding->words->str,
						   decoding->words->len);
	g_string_append_printf(decoding->out, "=?utf-8?B?%s?=", encoded);
	g_string_truncate(decoding->words, 0);
}

static void append_plain(Decoding *decoding, const char *text, size_t length)
{
	if (length == 0)
		return;
	end_words(decoding);
	bool is_utf8 = g_utf8_validate(text, (gssize)length, NULL) &&
		       memchr(text, 0x1b, length) == NULL;
	g_autofree char *decoded =
		is_utf8 ? NULL : charset_decode(decoding->fallback, text, length);
	g_string_append_len(decoding->out, decoded != NULL ? decoded : text,
			    decoded != NULL ? -1 : (gssize)length);
}

/* White space between two words was only put there to part them. */
static bool is_space(const char *text, size_t length)
{
	return strspn(text, " \t\r\n") >= length;
}

static char *decode(const char *value, const char *charset, bool is_normal)
{
	Decoding decoding = {.out = g_string_sized_new(strlen(value)),
			     .fallback = charset,
			     .is_normal = is_normal,
			     .words = g_string_new(NULL),
			     .bytes = g_byte_array_new()};
	const char *plain = value;
	const char *at = value;
	Word word;
	while ((at = strstr(at, "=?")) != NULL) {
		if (!read_word(at, &word)) {
			at += 2;
			continue;
		}
		size_t between = (size_t)(at - plain);
		if (*decoding.charset == '\0' || !is_space(plain, between))
			append_plain(&decoding, plain, between);
		if (*decoding.charset != '\0' &&
		    g_ascii_strcasecmp(decoding.charset, word.charset) != 0)
			flush(&decoding);
		append_word(&decoding, &word);
		g_strlcpy(decoding.charset, word.charset, sizeof decoding.charset);
		at = word.end;
		plain = at;
	}
	append_plain(&decoding, plain, strlen(plain));
	end_words(&decoding);
	g_byte_array_unref(decoding.bytes);
	g_string_free(decoding.words, TRUE);
	return g_string_free(decoding.out, FALSE);
}

bool encoded_word_is_plain(const char *value)
{
	return g_str_is_ascii(value) && strstr(value, "=?") == NULL &&
	       strchr(value, 0x1b) == NULL;
}

char *encoded_word_decode(const char *value, const char *charset)
{
	return encoded_word_is_plain(value) ? g_strdup(value)
					    : decode(value, charset, false);
}

char *encoded_word_normal(const char *value, const char *charset)
{
	return encoded_word_is_plain(value) ? g_strdup(value)
					    : decode(value, charset, true);
}
