/* text.c: UTF-8 repair, folding, clipping, wrapping.
 *
 * SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <string.h>
#include <time.h>

#define YEAR_10000 INT64_C(253402300800)
/* Bytes. */
#define FOLD_STRETCH	16
#define PIECE_BYTES	256
#define PIECE_MAX_BYTES 4096
#define ELLIPSIS	"\xe2\x80\xa6"

const char *text_next(const char *at)
{
	return at + g_utf8_skip[(unsigned char)*at];
}

static bool is_kept(gunichar c)
{
	return c == '\t' || c == '\n' || (c >= 0x20 && c < 0x7f) || c >= 0xa0;
}

/* What Windows means by a byte where standards have a control: programs that take its
 * text for ISO-8859-1 make these of its quotes and dashes, in UTF-8 and as "&#146;". Else
 * what stands for all that cannot be kept. */
static gunichar kept_instead(gunichar c)
{
	static const guint16 meant[] = {
		0x20ac, 0,	0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,	0x017d, 0,
		0,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,	0x017e, 0x0178};
	gunichar own = c >= 0x80 && c < 0x80 + G_N_ELEMENTS(meant) ? meant[c - 0x80] : 0;
	return own != 0 ? own : 0xfffd;
}

#define EVERY_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/* How many of eight bytes stand before the first that has its high bit, is below a space
 * or is deleted. What is taken from a byte that is too small for it sets its high bit,
 * and perhaps that of later ones. */
static size_t printable_of_eight(const char *bytes)
{
	uint64_t word = 0;
	memcpy(&word, bytes, sizeof word);
	word = GUINT64_FROM_LE(word);
	uint64_t control = word - EVERY_BYTE(0x20);
	uint64_t deleted = (word ^ EVERY_BYTE(0x7f)) - EVERY_BYTE(1);
	uint64_t found = (word | control | deleted) & EVERY_BYTE(0x80);
	return found != 0 ? (size_t)__builtin_ctzll(found) / 8 : 8;
}

/* How much of it is already as it should be; most text is so to its end. */
static size_t clean_length(const char *text, size_t length)
{
	size_t at = 0;
	while (at < length) {
		size_t run = length - at >= 8 ? printable_of_eight(text + at) : 0;
		at += run;
		if (run == 8)
			continue;
		unsigned char c = (unsigned char)text[at];
		if ((c < 0x20 || c >= 0x7f) && c != '\n' && c != '\t')
			break;
		at++;
	}
	return at;
}

bool text_is_ascii(const char *bytes, size_t length)
{
	size_t at = 0;
	uint64_t seen = 0;
	for (; length - at >= 8; at += 8) {
		uint64_t word = 0;
		memcpy(&word, bytes + at, sizeof word);
		seen |= word;
	}
	for (; at < length; at++)
		seen |= (unsigned char)bytes[at];
	return (seen & EVERY_BYTE(0x80)) == 0;
}

/* The text with CRLF turned to LF, if that is all it takes, as nearly always; else NULL.
 */
static char *without_returns(const char *bytes, size_t length)
{
	char *clean = g_malloc(length + 1);
	size_t at = 0, end = 0;
	for (;;) {
		size_t run = clean_length(bytes + at, length - at);
		memcpy(clean + end, bytes + at, run);
		end += run;
		at += run;
		if (at == length)
			break;
		if (bytes[at] != '\r' || at + 1 == length || bytes[at + 1] != '\n') {
			g_free(clean);
			return NULL;
		}
		at++;
	}
	clean[end] = '\0';
	return clean;
}

char *text_clean(const char *bytes, ssize_t length)
{
	size_t size = length < 0 ? strlen(bytes) : (size_t)length;
	char *plain = without_returns(bytes, size);
	if (plain != NULL)
		return plain;
	g_autofree char *valid = g_utf8_make_valid(bytes, (gssize)size);
	const char *end = valid + strlen(valid);
	GString *clean = g_string_sized_new((gsize)(end - valid));
	for (const char *c = valid;; c = text_next(c)) {
		size_t run = clean_length(c, (size_t)(end - c));
		g_string_append_len(clean, c, (gssize)run);
		c += run;
		if (*c == '\0')
			break;
		gunichar character = g_utf8_get_char(c);
		if (character == '\r' && c[1] == '\n')
			continue;
		/* Old systems ended their lines with it alone. */
		if (character == '\r')
			character = '\n';
		g_string_append_unichar(
			clean, is_kept(character) ? character : kept_instead(character));
	}
	return g_string_free(clean, FALSE);
}

char *text_cleaned(char *text)
{
	size_t length = strlen(text);
	if (clean_length(text, length) == length)
		return text;
	char *clean = text_clean(text, (ssize_t)length);
	g_free(text);
	return clean;
}

char *text_clip(const char *text, size_t max_bytes)
{
	size_t length = strlen(text);
	if (length <= max_bytes)
		return g_strdup(text);
	size_t room = max_bytes > strlen(ELLIPSIS) ? max_bytes - strlen(ELLIPSIS) : 0;
	while (room > 0 && ((unsigned char)text[room] & 0xc0) == 0x80)
		room--;
	g_autofree char *start = g_strndup(text, room);
	return g_strconcat(start, ELLIPSIS, NULL);
}

/* Every run of white space is one space, at both ends none. The text is clean. Returns
 * its length. */
static size_t squeeze(char *line)
{
	size_t end = 0;
	for (const char *at = line; *at != '\0';) {
		bool is_ascii = (unsigned char)*at < 0x80;
		if (is_ascii && *at > ' ') {
			line[end++] = *at++;
			continue;
		}
		size_t size = g_utf8_skip[(unsigned char)*at];
		bool is_space = is_ascii || g_unichar_isspace(g_utf8_get_char(at));
		if (is_space && end > 0 && line[end - 1] != ' ')
			line[end++] = ' ';
		for (size_t byte = 0; !is_space && byte < size; byte++)
			line[end++] = at[byte];
		at += size;
	}
	end -= end > 0 && line[end - 1] == ' ' ? 1 : 0;
	line[end] = '\0';
	return end;
}

char *text_single_line(const char *text, size_t max_bytes)
{
	g_autofree char *line = text_clean(text, -1);
	size_t length = squeeze(line);
	return length <= max_bytes ? g_steal_pointer(&line) : text_clip(line, max_bytes);
}

/* Up to a stretch of ASCII long enough that setting it apart is worth the trouble. What
 * combines with an ASCII letter follows it, so that the letter before belongs to it. */
static size_t strange_length(const char *text)
{
	size_t length = 0, ascii = 0;
	while (text[length] != '\0' && ascii < FOLD_STRETCH) {
		ascii = (unsigned char)text[length] < 0x80 ? ascii + 1 : 0;
		length++;
	}
	return length - ascii;
}

/* Whether a character may become one with that before it. */
static bool may_combine(gunichar c)
{
	return g_unichar_ismark(c) || (c >= 0x1160 && c <= 0x11ff);
}

/* What may be normalized at once: the library takes a time for it that grows with the
 * square of its length. */
static size_t measure_piece(const char *text, size_t length)
{
	size_t at = 0;
	while (at < length &&
	       (at < PIECE_BYTES ||
		(at < PIECE_MAX_BYTES && may_combine(g_utf8_get_char(text + at)))))
		at += g_utf8_skip[(unsigned char)text[at]];
	return MIN(at, length);
}

static void fold_piece(GString *folded, const char *text, size_t length)
{
	g_autofree char *copy = g_strndup(text, length);
	g_autofree char *normal = g_utf8_normalize(copy, -1, G_NORMALIZE_ALL_COMPOSE);
	g_autofree char *plain = g_utf8_casefold(normal != NULL ? normal : copy, -1);
	g_string_append(folded, plain);
}

static void fold_strange(GString *folded, const char *text, size_t length)
{
	for (size_t at = 0, piece = 0; at < length; at += piece) {
		piece = measure_piece(text + at, length - at);
		fold_piece(folded, text + at, piece);
	}
}

char *text_fold(const char *text)
{
	g_autofree char *line = text_single_line(text, G_MAXSIZE);
	GString *folded = g_string_sized_new(strlen(line));
	for (const char *at = line; *at != '\0';) {
		if ((unsigned char)at[0] < 0x80 && (unsigned char)at[1] < 0x80) {
			g_string_append_c(folded, g_ascii_tolower(*at));
			at++;
			continue;
		}
		size_t length = 1 + strange_length(at + 1);
		fold_strange(folded, at, length);
		at += length;
	}
	return g_string_free(folded, FALSE);
}

char **text_lines(const char *text)
{
	GPtrArray *lines = g_ptr_array_new();
	const char *start = text;
	while (*start != '\0') {
		size_t length = strcspn(start, "\r\n");
		g_ptr_array_add(lines, g_strndup(start, length));
		start += length;
		if (start[0] == '\r' && start[1] == '\n')
			start++;
		if (*start != '\0')
			start++;
	}
	g_ptr_array_add(lines, NULL);
	return (char **)g_ptr_array_free(lines, FALSE);
}

char **text_split(const char *text)
{
	size_t count = 1, length = strlen(text);
	for (const char *end = strchr(text, '\n'); end != NULL;
	     end = strchr(end + 1, '\n'))
		count++;
	char **lines = g_malloc((count + 1) * sizeof(char *) + length + 1);
	char *line = memcpy(lines + count + 1, text, length + 1);
	size_t i = 0;
	for (; line != NULL && length > 0; i++) {
		lines[i] = line;
		line = strchr(line, '\n');
		if (line != NULL)
			*line++ = '\0';
	}
	lines[i] = NULL;
	return lines;
}

int text_width(const char *text)
{
	int width = 0;
	for (const char *c = text; *c != '\0'; c = text_next(c)) {
		gunichar character = g_utf8_get_char(c);
		if (!g_unichar_iszerowidth(character))
			width += g_unichar_iswide(character) ? 2 : 1;
	}
	return width;
}

static void wrap_line(GString *out, const char *line, int columns, const char *indent)
{
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	int column = 0;
	for (size_t i = 0; words[i] != NULL; i++) {
		int width = text_width(words[i]);
		if (i > 0 && column + 1 + width > columns) {
			g_string_append_c(out, '\n');
			g_string_append(out, indent);
			column = text_width(indent);
		} else if (i > 0) {
			g_string_append_c(out, ' ');
			column++;
		}
		g_string_append(out, words[i]);
		column += width;
	}
}

char *text_wrap(const char *text, int columns, const char *indent)
{
	GString *out = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (size_t i = 0; lines[i] != NULL; i++) {
		if (i > 0) {
			g_string_append_c(out, '\n');
			g_string_append(out, *lines[i] != '\0' ? indent : "");
		}
		wrap_line(out, lines[i], columns, indent);
	}
	return g_string_free(out, FALSE);
}

/* One row of the optimal string alignment table. */
static void fill_row(const char *a, const char *b, size_t i, size_t b_length, int *before,
		     int *last, int *row)
{
	row[0] = (int)i;
	for (size_t j = 1; j <= b_length; j++) {
		int cost = a[i - 1] == b[j - 1] ? 0 : 1;
		row[j] = MIN(MIN(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			row[j] = MIN(row[j], before[j - 2] + 1);
	}
}

int text_distance(const char *a, const char *b, int limit)
{
	size_t a_length = strlen(a), b_length = strlen(b);
	size_t gap = a_length > b_length ? a_length - b_length : b_length - a_length;
	if (gap > (size_t)limit || MAX(a_length, b_length) > 64)
		return limit + 1;
	int rows[3][65];
	for (size_t j = 0; j <= b_length; j++)
		rows[0][j] = (int)j;
	memset(rows[1], 0, sizeof(rows[1]));
	memset(rows[2], 0, sizeof(rows[2]));
	for (size_t i = 1; i <= a_length; i++)
		fill_row(a, b, i, b_length, rows[(i + 1) % 3], rows[(i - 1) % 3],
			 rows[i % 3]);
	return MIN(rows[a_length % 3][b_length], limit + 1);
}

static char *put_number(char *to, int number, int digits, char behind)
{
	for (int i = digits - 1; i >= 0; i--, number /= 10)
		to[i] = (char)('0' + number % 10);
	to[digits] = behind;
	return to + digits + 1;
}

char *text_rfc3339(Instant instant)
{
	if (instant == INSTANT_NONE)
		return NULL;
	struct tm parts;
	time_t seconds = (time_t)instant;
	if (instant < 0 || instant >= YEAR_10000 || gmtime_r(&seconds, &parts) == NULL) {
		g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(instant);
		return moment != NULL ? g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ")
				      : NULL;
	}
	char *text = g_malloc(sizeof "2026-03-02T09:00:00Z");
	char *to = put_number(text, parts.tm_year + 1900, 4, '-');
	to = put_number(to, parts.tm_mon + 1, 2, '-');
	to = put_number(to, parts.tm_mday, 2, 'T');
	to = put_number(to, parts.tm_hour, 2, ':');
	to = put_number(to, parts.tm_min, 2, ':');
	*put_number(to, parts.tm_sec, 2, 'Z') = '\0';
	return text;
}

bool text_read_rfc3339(const char *text, Instant *out_instant)
{
	g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601(text, NULL);
	if (moment == NULL || strlen(text) < 20)
		return false;
	*out_instant = g_date_time_to_unix(moment);
	return true;
}
