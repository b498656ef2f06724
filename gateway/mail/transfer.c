/* transfer.c: base64, quoted-printable and uuencode as mails contain them.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/transfer.h"

#include <string.h>

#include "mail/uuencode.h"

/* A soft line break may carry spaces that a server put behind it. */
#define SOFT_BREAK_MAX_BYTES 80

/* No word is so long: a line of letters alone is base64 whatever their number. */
#define LONG_LINE_BYTES 40

TransferKind transfer_kind(const char *value)
{
	static const struct {
		const char *name;
		TransferKind kind;
	} kinds[] = {{"base64", TRANSFER_BASE64},
		     {"b64", TRANSFER_BASE64},
		     {"base-64", TRANSFER_BASE64},
		     {"quoted-printable", TRANSFER_QUOTED},
		     {"quotedprintable", TRANSFER_QUOTED},
		     {"qp", TRANSFER_QUOTED},
		     {"x-uuencode", TRANSFER_UU},
		     {"uuencode", TRANSFER_UU},
		     {"x-uue", TRANSFER_UU},
		     {"uue", TRANSFER_UU}};
	const char *start = value != NULL ? value + strspn(value, " \t\r\n\"'") : "";
	g_autofree char *word =
		g_ascii_strdown(start, (gssize)strcspn(start, " \t\r\n\"';,("));
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_str_equal(word, kinds[i].name))
			return kinds[i].kind;
	return TRANSFER_PLAIN;
}

void transfer_init(Transfer *transfer, TransferKind kind)
{
	transfer->kind = kind;
	transfer->bits = 0;
	transfer->count = 0;
	transfer->is_line_start = true;
	transfer->has_begun = false;
	transfer->is_padded = false;
	transfer->is_over = false;
	transfer->held_length = 0;
}

/* ---- base64 ------------------------------------------------------------- */

/* The value of a character; -1 if it is none of the alphabet. */
static int sextet(char c)
{
	static const gint8 more_by_one[256] = {
		['A'] = 1,  ['B'] = 2,	['C'] = 3,  ['D'] = 4,	['E'] = 5,  ['F'] = 6,
		['G'] = 7,  ['H'] = 8,	['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12,
		['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18,
		['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24,
		['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30,
		['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36,
		['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42,
		['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48,
		['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54,
		['2'] = 55, ['3'] = 56, ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60,
		['8'] = 61, ['9'] = 62, ['+'] = 63, ['/'] = 64,
	};
	return more_by_one[(guint8)c] - 1;
}

static void put_byte(GByteArray *out, unsigned byte)
{
	guint8 octet = (guint8)byte;
	g_byte_array_append(out, &octet, 1);
}

/* What a group begun holds in whole bytes. */
static void flush_group(Transfer *transfer, GByteArray *out)
{
	if (transfer->count == 2)
		put_byte(out, transfer->bits >> 4);
	if (transfer->count == 3) {
		put_byte(out, transfer->bits >> 10);
		put_byte(out, transfer->bits >> 2);
	}
	transfer->count = 0;
	transfer->bits = 0;
}

static void take_sextet(Transfer *transfer, int value, GByteArray *out)
{
	transfer->has_begun = true;
	transfer->bits = transfer->bits << 6 | (unsigned)value;
	if (++transfer->count < 4)
		return;
	guint8 three[] = {(guint8)(transfer->bits >> 16), (guint8)(transfer->bits >> 8),
			  (guint8)transfer->bits};
	g_byte_array_append(out, three, sizeof three);
	transfer->count = 0;
	transfer->bits = 0;
}

/* A line behind padding that is wholly base64 goes on with it; the first other one is
 * somebody's text, and so is a word that is no whole groups. */
static void judge_held(Transfer *transfer, GByteArray *out)
{
	size_t end = transfer->held_length, sextets = 0;
	while (end > 0 && g_ascii_isspace(transfer->held[end - 1]))
		end--;
	for (size_t i = 0; i < end && !transfer->is_over; i++) {
		bool is_padding = transfer->held[i] == '=';
		sextets += !is_padding || sextets % 4 != 0;
		transfer->is_over = !is_padding && sextet(transfer->held[i]) < 0;
	}
	transfer->is_over |= sextets % 4 != 0 && sextets < LONG_LINE_BYTES;
	for (size_t i = 0; i < end && !transfer->is_over; i++) {
		if (transfer->held[i] == '=')
			flush_group(transfer, out);
		else
			take_sextet(transfer, sextet(transfer->held[i]), out);
	}
	transfer->held_length = 0;
}

static void hold(Transfer *transfer, char c, GByteArray *out)
{
	transfer->held[transfer->held_length++] = c;
	if (c == '\n' || transfer->held_length == TRANSFER_HELD_BYTES)
		judge_held(transfer, out);
}

/* Groups of four without anything between them, which nearly all of a part is. Returns
 * how many bytes were taken. */
static size_t take_groups(const char *bytes, size_t length, GByteArray *out)
{
	size_t at = 0;
	guint end = out->len;
	g_byte_array_set_size(out, end + (guint)(length / 4 * 3));
	for (; length - at >= 4; at += 4) {
		int first = sextet(bytes[at]), second = sextet(bytes[at + 1]);
		int third = sextet(bytes[at + 2]), fourth = sextet(bytes[at + 3]);
		if ((first | second | third | fourth) < 0)
			break;
		int bits = first << 18 | second << 12 | third << 6 | fourth;
		out->data[end++] = (guint8)(bits >> 16);
		out->data[end++] = (guint8)(bits >> 8);
		out->data[end++] = (guint8)bits;
	}
	g_byte_array_set_size(out, end);
	return at;
}

/* An empty line at the end of a group is as good as padding, which text of every third
 * length has not. */
static bool ends_text(const Transfer *transfer, char c)
{
	return c == '\n' && transfer->is_line_start && transfer->has_begun &&
	       transfer->count == 0;
}

static void feed_base64(Transfer *transfer, const char *bytes, size_t length,
			GByteArray *out)
{
	for (size_t i = 0; i < length && !transfer->is_over; i++) {
		if (transfer->count == 0 && !transfer->is_padded) {
			size_t taken = take_groups(bytes + i, length - i, out);
			transfer->is_line_start = transfer->is_line_start && taken == 0;
			transfer->has_begun |= taken > 0;
			i += taken;
			if (i == length)
				break;
		}
		char c = bytes[i];
		int value = sextet(c);
		if (transfer->is_padded)
			hold(transfer, c, out);
		else if (value >= 0)
			take_sextet(transfer, value, out);
		else if (c == '=' && transfer->count >= 2) {
			flush_group(transfer, out);
			transfer->is_padded = true;
		} else if (transfer->is_line_start && (c == '_' || c == '-'))
			/* The rule a list draws above its footer. */
			transfer->is_over = true;
		else
			transfer->is_padded = ends_text(transfer, c);
		transfer->is_line_start =
			c == '\n' || (transfer->is_line_start && g_ascii_isspace(c));
	}
}

/* ---- quoted-printable --------------------------------------------------- */

static void put_held(Transfer *transfer, size_t count, GByteArray *out)
{
	g_byte_array_append(out, (const guint8 *)transfer->held, (guint)count);
	transfer->held_length = 0;
}

/* After `=`: a byte in two digits, the end of a line, or nothing that was meant so. */
static void judge_escape(Transfer *transfer, GByteArray *out)
{
	const char *held = transfer->held;
	char last = held[transfer->held_length - 1];
	bool is_digit = g_ascii_isxdigit(held[1]);
	if (transfer->held_length == 2 && is_digit)
		return;
	if (transfer->held_length == 3 && is_digit && g_ascii_isxdigit(last)) {
		put_byte(out, (unsigned)(g_ascii_xdigit_value(held[1]) << 4 |
					 g_ascii_xdigit_value(held[2])));
		transfer->held_length = 0;
	} else if (!is_digit && last == '\n') {
		transfer->held_length = 0;
	} else if (is_digit || !g_ascii_isspace(last) ||
		   transfer->held_length >= SOFT_BREAK_MAX_BYTES) {
		bool is_next = last == '=';
		put_held(transfer, transfer->held_length - is_next, out);
		transfer->held[0] = '=';
		transfer->held_length = is_next;
	}
}

static void feed_quoted(Transfer *transfer, const char *bytes, size_t length,
			GByteArray *out)
{
	for (size_t i = 0; i < length;) {
		if (transfer->held_length > 0) {
			transfer->held[transfer->held_length++] = bytes[i++];
			judge_escape(transfer, out);
			continue;
		}
		const char *escape = memchr(bytes + i, '=', length - i);
		size_t run = escape != NULL ? (size_t)(escape - bytes) - i : length - i;
		g_byte_array_append(out, (const guint8 *)bytes + i, (guint)run);
		i += run;
		if (escape != NULL)
			transfer->held[transfer->held_length++] = bytes[i++];
	}
}

static void end_quoted(Transfer *transfer, GByteArray *out)
{
	bool is_soft_break = true;
	for (size_t i = 1; i < transfer->held_length; i++)
		is_soft_break &= g_ascii_isspace(transfer->held[i]);
	put_held(transfer, is_soft_break ? 0 : transfer->held_length, out);
}

/* ---- uuencode ------------------------------------------------------------ */

static void end_line(Transfer *transfer, GByteArray *out)
{
	const char *line = transfer->held;
	size_t length = transfer->held_length;
	while (length > 0 && line[length - 1] == '\r')
		length--;
	bool is_frame = (length >= 6 && memcmp(line, "begin ", 6) == 0) ||
			(length == 3 && memcmp(line, "end", 3) == 0);
	if (!is_frame)
		(void)uuencode_line(line, length, out);
	transfer->held_length = 0;
}

static void feed_uuencode(Transfer *transfer, const char *bytes, size_t length,
			  GByteArray *out)
{
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '\n')
			end_line(transfer, out);
		else if (transfer->held_length < TRANSFER_HELD_BYTES)
			transfer->held[transfer->held_length++] = bytes[i];
	}
}

/* ---- the whole ---------------------------------------------------------- */

void transfer_feed(Transfer *transfer, const char *bytes, size_t length, GByteArray *out)
{
	if (transfer->kind == TRANSFER_BASE64)
		feed_base64(transfer, bytes, length, out);
	else if (transfer->kind == TRANSFER_QUOTED)
		feed_quoted(transfer, bytes, length, out);
	else if (transfer->kind == TRANSFER_UU)
		feed_uuencode(transfer, bytes, length, out);
	else
		g_byte_array_append(out, (const guint8 *)bytes, (guint)length);
}

void transfer_end(Transfer *transfer, GByteArray *out)
{
	if (transfer->kind == TRANSFER_QUOTED) {
		end_quoted(transfer, out);
	} else if (transfer->kind == TRANSFER_BASE64) {
		if (!transfer->is_over && transfer->held_length > 0)
			judge_held(transfer, out);
		flush_group(transfer, out);
	} else if (transfer->kind == TRANSFER_UU && transfer->held_length > 0) {
		end_line(transfer, out);
	}
}

/* ---- what was never encoded ---------------------------------------------- */

static bool is_foreign(char c)
{
	return sextet(c) < 0 && c != '=' && !g_ascii_isspace(c);
}

/* A line of base64 has nothing between its letters; counts these. */
static bool is_base64_line(const char *line, size_t length, size_t *out_letters)
{
	while (length > 0 && g_ascii_isspace(line[length - 1]))
		length--;
	*out_letters = length;
	for (size_t i = 0; i < length; i++)
		if (is_foreign(line[i]) || g_ascii_isspace(line[i]))
			return false;
	return true;
}

/* The first line tells, or the second where the first is a word: "Hello". One that is too
 * short to say anything in base64 and stands alone is itself what is said: "+1". */
static bool begins_as_text(const char *head, size_t length)
{
	int lines = 0;
	size_t letters = 0;
	while (length > 0 && lines < 2) {
		const char *end = memchr(head, '\n', length);
		size_t whole = end != NULL ? (size_t)(end - head) + 1 : length;
		size_t here = 0;
		if (!is_base64_line(head, whole, &here))
			return true;
		if (here > 0 && here % 4 == 0)
			return false;
		lines += here > 0;
		letters += here;
		head += whole;
		length -= whole;
	}
	return letters > 0 && letters < 4;
}

bool transfer_is_missing(TransferKind kind, const char *head, size_t length,
			 const GByteArray *decoded)
{
	if (kind == TRANSFER_UU)
		return decoded->len == 0;
	if (kind != TRANSFER_BASE64 || !begins_as_text(head, length))
		return false;
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)head[i] >= 0x80)
			return true;
	return !g_utf8_validate_len((const char *)decoded->data, decoded->len, NULL);
}

GByteArray *transfer_undo(TransferKind kind, const char *text, size_t length)
{
	GByteArray *out = g_byte_array_sized_new((guint)(length / 4 * 3 + 4));
	Transfer transfer;
	transfer_init(&transfer, kind);
	transfer_feed(&transfer, text, length, out);
	transfer_end(&transfer, out);
	return out;
}

GByteArray *transfer_base64(const char *text, size_t length)
{
	return transfer_undo(TRANSFER_BASE64, text, length);
}
