/* quote_line.c: a line of a mail.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_line.h"

#include <string.h>

#include "base/text.h"

/* Of a page or a person, where a line may break. */
#define ADDRESS_MAX_BYTES 2000

/* How many bytes a character without width has there that some programs put at the start
 * of a line; 0 if there is none. */
static size_t measure_invisible(const char *at, size_t length)
{
	static const char *const invisible[] = {"\u200b", "\u200e", "\ufeff"};
	if (length < 3 || (unsigned char)*at < 0x80)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(invisible); i++)
		if (memcmp(at, invisible[i], 3) == 0)
			return 3;
	return 0;
}

static bool is_blank(const char *start, size_t length)
{
	for (size_t i = 0, size = 0; i < length; i += size) {
		bool is_hard = length - i >= 2 && memcmp(start + i, "\u00a0", 2) == 0;
		size = g_ascii_isspace(start[i]) ? 1
		       : is_hard		 ? 2
				 : measure_invisible(start + i, length - i);
		if (size == 0)
			return false;
	}
	return true;
}

static size_t count_lines(const char *text)
{
	size_t count = 1;
	for (const char *end = strchr(text, '\n'); end != NULL;
	     end = strchr(end + 1, '\n'))
		count++;
	return count;
}

QuoteLine *quote_lines_cut(const char *text, size_t *out_count)
{
	QuoteLine *lines = g_new(QuoteLine, count_lines(text) + QUOTE_LINES_PARTED);
	size_t count = 0;
	for (; *text != '\0'; count++) {
		size_t length = (size_t)(strchrnul(text, '\n') - text);
		lines[count] = (QuoteLine){.start = text,
					   .length = length,
					   .is_blank = is_blank(text, length)};
		text += length + (text[length] == '\n');
	}
	*out_count = count;
	return lines;
}

void quote_lines_part(QuoteLine *lines, size_t *count, size_t line, size_t at)
{
	memmove(&lines[line + 1], &lines[line], (*count - line) * sizeof(*lines));
	++*count;
	lines[line + 1].start += at;
	lines[line + 1].length -= at;
	while (at > 0 && g_ascii_isspace(lines[line].start[at - 1]))
		at--;
	lines[line].length = at;
}

size_t quote_lines_find_text(const QuoteLine *lines, size_t from, size_t to)
{
	while (from < to && lines[from].is_blank)
		from++;
	return from;
}

size_t quote_lines_free_end(const QuoteLine *lines, size_t from, size_t to)
{
	while (to > from && !quote_line_is_free(&lines[to - 1]))
		to--;
	return to;
}

char quote_line_last_byte(const QuoteLine *line)
{
	size_t end = line->length;
	while (end > 0 && g_ascii_isspace(line->start[end - 1]))
		end--;
	return end > 0 ? line->start[end - 1] : '\0';
}

bool quote_is_rule_byte(unsigned char byte)
{
	return strchr("-_=*~", byte) != NULL && byte != '\0';
}

char *quote_strip_dashes(const char *folded, int *out_dashes)
{
	const char *start = folded;
	*out_dashes = 0;
	for (; *start && (quote_is_rule_byte((unsigned char)*start) || *start == ' ');
	     start++)
		*out_dashes += *start != ' ';
	size_t end = strlen(start);
	while (end > 0 && (quote_is_rule_byte((unsigned char)start[end - 1]) ||
			   strchr(" :.", start[end - 1]) != NULL))
		end--;
	return g_strndup(start, end);
}

/* What each ASCII byte folds to; every kind of space to a blank. */
static const char *ascii_folds(void)
{
	static char folds[128];
	static gsize is_done;
	if (g_once_init_enter(&is_done)) {
		for (int byte = 0; byte < 128; byte++)
			folds[byte] =
				g_ascii_isspace(byte) ? ' ' : g_ascii_tolower((char)byte);
		g_once_init_leave(&is_done, 1);
	}
	return folds;
}

/* The common case, without the cost of normalizing. */
static char *fold_ascii(const char *bytes, size_t length)
{
	const char *folds = ascii_folds();
	char *folded = g_malloc(length + 1);
	size_t end = 0;
	char before = ' ';
	for (size_t i = 0; i < length; i++) {
		char byte = folds[(unsigned char)bytes[i]];
		if (byte != ' ' || before != ' ')
			folded[end++] = byte;
		before = byte;
	}
	folded[end] = '\0';
	return folded;
}

/* Direction marks and the like say nothing; digits of every script count alike. */
static char *drop_invisible(const char *text)
{
	GString *kept = g_string_sized_new(strlen(text));
	for (const char *at = text; *at; at = text_next(at)) {
		if ((unsigned char)*at < 0x80) {
			g_string_append_c(kept, *at);
			continue;
		}
		gunichar character = g_utf8_get_char_validated(at, -1);
		if ((int)character < 0)
			break;
		if (character >= 0x80 && g_unichar_isdigit(character))
			g_string_append_printf(kept, "%d",
					       g_unichar_digit_value(character));
		else if (g_unichar_type(character) != G_UNICODE_FORMAT)
			g_string_append_unichar(kept, character);
	}
	return g_string_free(kept, FALSE);
}

char *quote_line_fold(const QuoteLine *line, size_t max_bytes)
{
	if (line->length > max_bytes)
		return NULL;
	char *folded = NULL;
	if (text_is_ascii(line->start, line->length)) {
		folded = fold_ascii(line->start, line->length);
	} else {
		g_autofree char *copy = g_strndup(line->start, line->length);
		g_autofree char *bare = drop_invisible(copy);
		folded = text_fold(bare);
	}
	return g_strstrip(folded);
}

char *quote_line_words(const QuoteLine *line)
{
	g_autofree char *folded = quote_line_fold(line, QUOTE_LINE_SHORT_BYTES);
	if (folded == NULL)
		return g_strdup("");
	GString *words = g_string_new(NULL);
	for (const char *at = folded; *at; at = text_next(at)) {
		gunichar character = g_utf8_get_char(at);
		if (g_ascii_isalnum(*at)) {
			g_string_append_c(words, *at);
			continue;
		}
		bool is_word = g_unichar_isalnum(character) ||
			       g_unichar_ismark(character) || character == '&' ||
			       character == '\'' || character == 0x2019;
		if (is_word)
			g_string_append_unichar(words, character);
		else if (words->len > 0 && words->str[words->len - 1] != ' ')
			g_string_append_c(words, ' ');
	}
	return g_strchomp(g_string_free(words, FALSE));
}

bool quote_line_is_rule(const QuoteLine *line, int least)
{
	int dashes = 0;
	size_t i = 0;
	while (i < line->length) {
		const char *at = line->start + i;
		if (quote_is_rule_byte((unsigned char)*at)) {
			dashes++;
			i++;
		} else if (g_ascii_isspace(*at)) {
			i++;
		} else if (line->length - i >= 3 && memcmp(at, "\xe2\x80", 2) == 0 &&
			   (at[2] == '\x93' || at[2] == '\x94' || at[2] == '\x95')) {
			dashes += 2; /* en dash, em dash, bar */
			i += 3;
		} else {
			return false;
		}
	}
	return dashes >= least;
}

size_t quote_lines_include_rule(const QuoteLine *lines, size_t start)
{
	size_t above = start;
	for (int blanks = 0; above > 0 && blanks < 2; blanks++) {
		above--;
		if (!lines[above].is_blank)
			break;
	}
	if (above < start && quote_line_is_rule(&lines[above], 4))
		return above;
	return start;
}

bool quote_line_is_marked(const QuoteLine *line)
{
	size_t i = 0, size = 1;
	for (int blanks = 0; blanks < 4 && size > 0; blanks++) {
		bool is_space = i < line->length &&
				(line->start[i] == ' ' || line->start[i] == '\t');
		size = is_space ? 1
				: measure_invisible(line->start + i, line->length - i);
		i += size;
	}
	if (i >= line->length || line->start[i] != '>')
		return false;
	/* ">= 3" is arithmetic, and ">:" the end of an attribution that wrapped. */
	return i + 1 >= line->length || strchr("=:", line->start[i + 1]) == NULL;
}

bool quote_line_is_free(const QuoteLine *line)
{
	bool is_reference = line->length >= 5 && memcmp(line->start, "Ref: ", 5) == 0;
	return !line->is_blank && line->part == PART_NEW && !is_reference;
}

/* Whether the line ends within "<https://x.example/a" or "<mailto:ann". */
static bool opens_address(const QuoteLine *line)
{
	const char *open = memrchr(line->start, '<', line->length);
	if (open == NULL)
		return false;
	size_t length = (size_t)(line->start + line->length - open) - 1;
	while (length > 0 && g_ascii_isspace(open[length]))
		length--;
	if (length == 0 || length > ADDRESS_MAX_BYTES)
		return false;
	g_autofree char *inside = g_ascii_strdown(open + 1, (gssize)length);
	if (strpbrk(inside, "> \t") != NULL)
		return false;
	return strstr(inside, "://") != NULL || strchr(inside, '@') != NULL ||
	       g_str_has_prefix(inside, "mailto:") || g_str_has_prefix(inside, "www.");
}

bool quote_line_closes_address(const QuoteLine *lines, size_t count, size_t line)
{
	if (line == 0 || lines[line].length == 0 || *lines[line].start != '>')
		return false;
	const QuoteLine *above = &lines[line - 1];
	if (above->is_blank || above->part != PART_NEW || !opens_address(above))
		return false;
	bool goes_on = line + 1 < count && quote_line_is_marked(&lines[line + 1]);
	return !goes_on || opens_address(&lines[line]);
}
