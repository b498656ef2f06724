/* proof_results.c: reading one Authentication-Results field.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/proof_results.h"

#include <string.h>

#define RESULTS_MAX 100
#define WORDS_MAX   100

/* ---- words -------------------------------------------------------------- */

char *results_without_comments(const char *value)
{
	g_autoptr(GString) plain = g_string_new(NULL);
	size_t depth = 0;
	bool is_quoted = false;
	for (const char *c = value; *c != '\0'; c++) {
		bool is_pair = *c == '\\' && c[1] != '\0' && (is_quoted || depth > 0);
		if (is_pair && depth == 0)
			g_string_append_c(plain, *c);
		if (is_pair)
			c++;
		else if (*c == '"' && depth == 0)
			is_quoted = !is_quoted;
		else if (*c == '(' && !is_quoted && depth++ == 0)
			g_string_append_c(plain, ' ');
		else if (*c == ')' && depth > 0 && depth-- > 0)
			continue;
		if (depth == 0)
			g_string_append_c(plain, *c);
	}
	return g_strdup(plain->str);
}

/* Splits where `separators` stand outside quotes. */
static GPtrArray *split(const char *text, const char *separators)
{
	GPtrArray *pieces = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) piece = g_string_new(NULL);
	bool is_quoted = false;
	for (const char *c = text;; c++) {
		bool is_end = *c == '\0';
		if (is_end || (!is_quoted && strchr(separators, *c) != NULL)) {
			if (pieces->len < WORDS_MAX)
				g_ptr_array_add(pieces, g_strstrip(g_strdup(piece->str)));
			g_string_truncate(piece, 0);
			if (is_end)
				return pieces;
			continue;
		}
		is_quoted ^= *c == '"';
		g_string_append_c(piece, *c);
		if (is_quoted && *c == '\\' && c[1] != '\0')
			g_string_append_c(piece, *++c);
	}
}

/* "dkim = pass" is written by some. */
static char *with_tight_equals(const char *text)
{
	g_autoptr(GString) tight = g_string_new(NULL);
	for (const char *c = text; *c != '\0'; c++) {
		if (g_ascii_isspace(*c)) {
			const char *next = c + strspn(c, " \t\r\n");
			if (*next == '=' ||
			    (tight->len > 0 && tight->str[tight->len - 1] == '='))
				continue;
		}
		g_string_append_c(tight, *c);
	}
	return g_strdup(tight->str);
}

static char *lower_domain(const char *value)
{
	const char *at = strrchr(value, '@');
	g_autofree char *bare = g_strdup(at != NULL ? at + 1 : value);
	g_strdelimit(bare, "\"<>", ' ');
	g_strstrip(bare);
	size_t length = strlen(bare);
	if (length > 0 && bare[length - 1] == '.')
		bare[length - 1] = '\0';
	return g_ascii_strdown(bare, -1);
}

/* ---- one result --------------------------------------------------------- */

static void result_free(Result *result)
{
	g_free(result->method);
	g_free(result->result);
	g_free(result->domain);
	g_free(result->identity);
	g_free(result->from);
	g_free(result);
}

static void set_once(char **slot, char *value)
{
	if (*slot == NULL)
		*slot = value;
	else
		g_free(value);
}

static void read_property(Result *result, const char *word)
{
	const char *value = strchr(word, '=');
	g_autofree char *name = g_ascii_strdown(word, value - word);
	if (g_str_equal(name, "header.d"))
		set_once(&result->domain, lower_domain(value + 1));
	else if (g_str_equal(name, "header.i"))
		set_once(&result->identity, g_ascii_strdown(value + 1, -1));
	else if (g_str_equal(name, "header.from"))
		set_once(&result->from, lower_domain(value + 1));
}

/* "dkim/1=pass reason=... header.d=acme.example" */
static Result *read_result(const char *text)
{
	g_autofree char *tight = with_tight_equals(text);
	g_autoptr(GPtrArray) words = split(tight, " \t\r\n");
	Result *result = NULL;
	for (guint i = 0; i < words->len; i++) {
		const char *word = g_ptr_array_index(words, i);
		const char *equals = strchr(word, '=');
		if (equals == NULL)
			continue;
		if (result != NULL) {
			read_property(result, word);
			continue;
		}
		result = g_new0(Result, 1);
		result->method = g_ascii_strdown(word, (gssize)strcspn(word, "/="));
		result->result = g_ascii_strdown(equals + 1, -1);
	}
	return result;
}

/* ---- the whole ---------------------------------------------------------- */

/* As servers write their name. Who forges it has to write it so that our own server does
 * not know it for its own and cut it out, and yet we do: a name in quotes or brackets,
 * behind an `@`, or with a dot at its end, is another one. */
static char *server_of(const char *head)
{
	g_autoptr(GPtrArray) words = split(head, " \t\r\n");
	const char *first = g_ptr_array_index(words, 0);
	bool is_name = *first != '\0' && strpbrk(first, "=\"<>@\\") == NULL;
	return is_name ? g_ascii_strdown(first, -1) : NULL;
}

Results *results_read(const char *value)
{
	g_autofree char *plain = results_without_comments(value);
	g_autoptr(GPtrArray) parts = split(plain, ";");
	g_autofree char *server = server_of(g_ptr_array_index(parts, 0));
	if (server == NULL)
		return NULL;
	Results *results = g_new0(Results, 1);
	results->server = g_steal_pointer(&server);
	results->all = g_ptr_array_new_with_free_func((GDestroyNotify)result_free);
	for (guint i = 1; i < parts->len && results->all->len < RESULTS_MAX; i++) {
		Result *result = read_result(g_ptr_array_index(parts, i));
		if (result != NULL)
			g_ptr_array_add(results->all, result);
	}
	return results;
}

void results_free(Results *results)
{
	if (results == NULL)
		return;
	g_free(results->server);
	g_ptr_array_unref(results->all);
	g_free(results);
}

/* ---- domains ------------------------------------------------------------ */

/* "com", "co.uk", "com.au": a level at which anybody may register. Without the public
 * suffix list this is the shape such names have; in doubt it is not an organisation. */
static bool is_registry(const char *domain)
{
	const char *dot = strchr(domain, '.');
	if (dot == NULL)
		return true;
	bool is_last = strchr(dot + 1, '.') == NULL;
	return is_last && strlen(dot + 1) == 2 && dot - domain <= 3;
}

static bool is_part_of(const char *domain, const char *parent)
{
	size_t length = strlen(domain), above = strlen(parent);
	return length > above + 1 && domain[length - above - 1] == '.' &&
	       g_ascii_strcasecmp(domain + length - above, parent) == 0;
}

bool results_is_aligned(const char *signer, const char *domain)
{
	if (*signer == '\0' || *domain == '\0')
		return false;
	if (g_ascii_strcasecmp(signer, domain) == 0)
		return true;
	return (is_part_of(domain, signer) && !is_registry(signer)) ||
	       (is_part_of(signer, domain) && !is_registry(domain));
}
