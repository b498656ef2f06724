/* html_signature.c: the element that a mail program keeps its user's signature in.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/html_signature.h"

#include <string.h>

/* Whole words, of classes and ids; lower case. */
static const char *const names[] = {
	"gmail_signature",
	"gmail_signature_prefix",
	"moz-signature",
	"signature",
	"ms-outlook-mobile-signature",
	"protonmail_signature_block",
	"k9mail-signature",
	"_rc_sig",
	"front-signature",
	"missive_signature",
	"shortwave-signature",
	"sh-signature",
	"edo-signature",
	"composer_signature",
	"ymail_android_signature",
	"bloop_sign",
	"canarysig",
};

/* Outlook puts "x_" before the names in what it takes over; Yahoo a number. */
static const char *skip_prefix(const char *word)
{
	while (g_str_has_prefix(word, "x_"))
		word += 2;
	const char *number = word + 3;
	size_t digits =
		g_str_has_prefix(word, "ydp") ? strspn(number, "0123456789abcdef") : 0;
	return digits > 0 ? number + digits : word;
}

static bool is_name(const char *word)
{
	g_autofree char *lower = g_ascii_strdown(word, -1);
	const char *bare = skip_prefix(lower);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_str_equal(bare, names[i]))
			return true;
	return false;
}

/* All of the names have "sig" in them, and few other words do. */
static bool holds_name(const char *value)
{
	if (strcasestr(value, "sig") == NULL)
		return false;
	g_auto(GStrv) words = g_strsplit_set(value, " \t\n", 20);
	for (size_t i = 0; words[i] != NULL; i++)
		if (is_name(words[i]))
			return true;
	return false;
}

bool html_signature(xmlNode *element)
{
	static const char *const attributes[] = {"class", "id"};
	bool is_signature = false;
	for (size_t a = 0; a < G_N_ELEMENTS(attributes) && !is_signature; a++) {
		xmlChar *value = xmlGetProp(element, (const xmlChar *)attributes[a]);
		is_signature = value != NULL && holds_name((const char *)value);
		xmlFree(value);
	}
	return is_signature;
}

bool html_signature_ends_in_dashes(const GString *text)
{
	size_t length = text->len;
	return length >= 2 && memcmp(text->str + length - 2, "--", 2) == 0 &&
	       (length == 2 || text->str[length - 3] == '\n');
}

/* The start of the last line with anything on it before `end`. */
static size_t find_line_above(const GString *text, size_t end)
{
	while (end > 0 && strchr("\n ", text->str[end - 1]) != NULL)
		end--;
	while (end > 0 && text->str[end - 1] != '\n')
		end--;
	return end;
}

static bool is_dashes(const GString *text, size_t line)
{
	const char *at = text->str + line;
	return g_str_has_prefix(at, "--\n") || g_str_has_prefix(at, "-- \n");
}

static bool is_greeting(const GString *text, size_t end)
{
	while (end > 0 && strchr("\n ", text->str[end - 1]) != NULL)
		end--;
	return end == 0 ||
	       (text->str[end - 1] == ',' && memchr(text->str, '\n', end) == NULL);
}

void html_signature_delimit(GString *text, size_t start)
{
	size_t above = find_line_above(text, start);
	size_t line = is_dashes(text, start)   ? start
		      : is_dashes(text, above) ? above
					       : text->len;
	if (is_greeting(text, MIN(start, line)))
		return;
	if (line == text->len)
		g_string_insert(text, (gssize)start, "-- \n");
	else if (text->str[line + 2] == '\n')
		g_string_insert_c(text, (gssize)line + 2, ' ');
}
