/* mend.c: mails whose header or frame is broken.
 *
 * What is signed is left as it is: there every byte counts.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/mend.h"

#include <string.h>

#include "mail/mend_block.h"
#include "mail/mend_boundary.h"

#define LOOK_MAX_BYTES	   ((size_t)1024 * 1024)
#define EMPTY_LINES_MAX	   100
#define PREAMBLE_LINES_MAX 200
#define TOKEN_MAX_BYTES	   200

/* ---- the type of the mail ------------------------------------------------- */

static bool is_multipart(const Mend *mend, size_t at, size_t end, const char *subtype)
{
	at = mend_skip_space(mend->bytes, at + strlen("Content-Type"), end);
	if (at < end && mend->bytes[at] == ':')
		at = mend_skip_space(mend->bytes, at + 1, end);
	g_autofree char *type = g_strconcat("multipart/", subtype, NULL);
	return end - at > strlen(type) &&
	       g_ascii_strncasecmp(mend->bytes + at, type, strlen(type)) == 0;
}

/* The one that is believed: the first whose parts are there, else the first. */
static size_t best_type(const Mend *mend, const MendBlock *block)
{
	for (size_t i = 0; i < block->type_count && !block->is_part; i++) {
		size_t at = block->types[i].at, end = block->types[i].end;
		MendBoundary boundary = mend_boundary_of(mend, at, end);
		if (is_multipart(mend, at, end, "") &&
		    mend_occurs(mend, &boundary, block->body))
			return i;
	}
	return 0;
}

static void mend_types(Mend *mend, const MendBlock *block, size_t *out_at,
		       size_t *out_end)
{
	size_t best = block->type_count > 1 ? best_type(mend, block) : 0;
	for (size_t i = 0; i < block->type_count; i++) {
		size_t at = block->types[i].at, end = block->types[i].end;
		if (i != best)
			mend_edit(mend, at, end - at, NULL);
	}
	*out_at = block->types[best].at;
	*out_end = block->types[best].end;
}

static bool is_boundary(const char *token, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!g_ascii_isgraph(token[i]) || token[i] == '"' || token[i] == '\\')
			return false;
	return length > 0 && length <= TOKEN_MAX_BYTES;
}

/* The first line of the body that can only be a part's first: below it a field of a part.
 */
static bool find_token(const Mend *mend, size_t body, MendLine *out_line)
{
	MendLine line = {.next = body}, next = {0};
	for (int i = 0; i < PREAMBLE_LINES_MAX; i++) {
		if (!mend_line(mend, line.next, &line))
			return false;
		if (mend_begins(mend, &line, "--") && mend_line(mend, line.next, &next) &&
		    mend_begins(mend, &next, "Content-") && mend_field(mend, &next) > 0) {
			line.at += 2;
			line.length -= 2;
			*out_line = line;
			return is_boundary(mend->bytes + line.at, line.length);
		}
	}
	return false;
}

static bool is_first(const Mend *mend, size_t body, const MendLine *token)
{
	MendLine line = {.next = body};
	while (mend_line(mend, line.next, &line) && line.next < token->next)
		if (!mend_is_blank(mend, &line))
			return false;
	return true;
}

/* `least` times, and in the whole mail not too often for the library. */
static bool is_often_enough(const char *bytes, size_t length, const char *mark,
			    size_t least, size_t max_parts)
{
	size_t count = 0, at = 0;
	while ((at = mend_find_mark(bytes, length, at, mark, strlen(mark))) < length) {
		if (++count > max_parts)
			return false;
		at += strlen(mark);
	}
	return count >= least;
}

/* Parts without a boundary that says so. */
static void mend_boundary(Mend *mend, size_t whole_length, const MendBoundary *boundary,
			  size_t type_end, size_t body, size_t max_parts)
{
	MendLine token;
	if (!find_token(mend, body, &token))
		return;
	const char *start = mend->bytes + token.at;
	g_autofree char *mark = mend_mark_of(start, token.length);
	/* Of a mail that was cut off there is perhaps one part, but nothing above it. */
	size_t least = is_first(mend, body, &token) ? 1 : 2;
	if (!is_often_enough(mend->bytes, whole_length, mark, least, max_parts))
		return;
	mend_remember(mend, start, token.length);
	g_autofree char *value = g_strndup(start, token.length);
	if (boundary->length > 0) {
		bool is_quoted = mend->bytes[boundary->at - 1] == '"';
		g_autofree char *put = is_quoted ? g_strdup(value)
						 : g_strconcat("\"", value, "\"", NULL);
		mend_edit(mend, boundary->at, boundary->length, put);
	} else {
		while (type_end > 0 && (g_ascii_isspace(mend->bytes[type_end - 1]) ||
					mend->bytes[type_end - 1] == ';'))
			type_end--;
		g_autofree char *put = g_strconcat("; boundary=\"", value, "\"", NULL);
		mend_edit(mend, type_end, 0, put);
	}
}

/* ---- parts -------------------------------------------------------------- */

static void mend_part(Mend *mend, size_t at, size_t *out_body)
{
	MendBlock block = {.is_part = true};
	mend_block(mend, at, &block);
	*out_body = block.body;
	if (block.type_count == 0)
		return;
	size_t type = 0, type_end = 0;
	mend_types(mend, &block, &type, &type_end);
	MendBoundary boundary = mend_boundary_of(mend, type, type_end);
	mend_cut_space(mend, &boundary);
	if (is_multipart(mend, type, type_end, ""))
		mend_remember(mend, mend->bytes + boundary.at, boundary.length);
}

static void mend_parts(Mend *mend, size_t at)
{
	while ((at = mend_find_mark(mend->bytes, mend->length, at, "--", 2)) <
	       mend->length) {
		MendLine line;
		if (!mend_line(mend, at, &line))
			return;
		bool is_part = mend_is_delimiter(mend, &line);
		at = line.next;
		if (is_part)
			mend_part(mend, line.next, &at);
	}
}

/* ---- the header of the mail --------------------------------------------- */

/* The line between the mails of a mailbox file: some that deliver by a pipe leave it. */
static bool is_from_line(const Mend *mend, const MendLine *line)
{
	const char *text = mend->bytes + line->at;
	bool is_from = (line->length >= 5 && memcmp(text, "From ", 5) == 0) ||
		       (line->length >= 6 && memcmp(text, ">From ", 6) == 0);
	return is_from && mend_field(mend, line) == 0;
}

static size_t cut_from_lines(Mend *mend)
{
	MendLine line;
	size_t at = 0;
	while (mend_line(mend, at, &line) && is_from_line(mend, &line))
		at = line.next;
	if (at > 0)
		mend_edit(mend, 0, at, NULL);
	return at;
}

/* Before the first field a byte order mark and white space mean nothing. */
static void skip_indent(const Mend *mend, MendLine *line)
{
	MendLine behind = *line;
	(void)mend_skip_order_mark(mend, &behind);
	size_t end = behind.at + behind.length;
	size_t start = behind.at;
	while (start < end && (mend->bytes[start] == ' ' || mend->bytes[start] == '\t'))
		start++;
	behind.at = start;
	behind.length = end - start;
	if (mend_field(mend, &behind) > 0)
		*line = behind;
}

/* What stands above the header, which is looked for from `at` on, is cut off if a header
 * does follow. */
static bool find_header(Mend *mend, size_t at, MendLine *line)
{
	int empty = 0;
	bool is_there = mend_line(mend, at, line);
	while (is_there && empty < EMPTY_LINES_MAX && mend_is_blank(mend, line)) {
		is_there = mend_line(mend, line->next, line);
		empty++;
	}
	if (is_there)
		skip_indent(mend, line);
	if (is_there && mend_field(mend, line) == 0)
		is_there =
			mend_line(mend, line->next, line) && mend_field(mend, line) > 0;
	if (is_there && line->at > at)
		mend_edit(mend, at, line->at - at, NULL);
	return is_there;
}

/* The library takes "From : " for the line between two mails of a mailbox file. */
static void mend_from(Mend *mend, const MendLine *line)
{
	size_t name = mend_field(mend, line);
	if (name == strlen("From") && mend->bytes[line->at + name] != ':') {
		const char *start = mend->bytes + line->at + name;
		const char *colon = memchr(start, ':', line->length - name);
		mend_edit(mend, line->at + name, (size_t)(colon - start), NULL);
	}
}

/* To the library a value ends there, and so would an author who stands behind. All are
 * left out, however many. */
static void drop_nuls(Mend *mend, size_t at, size_t end)
{
	const char *nul = NULL;
	while (at < end && (nul = memchr(mend->bytes + at, '\0', end - at)) != NULL) {
		MendEdit edit = {.at = (size_t)(nul - mend->bytes), .skip = 1};
		at = edit.at + 1;
		while (at < end && mend->bytes[at] == '\0')
			at++;
		edit.skip = at - edit.at;
		g_array_append_val(mend->edits, edit);
	}
}

static void mend_mail(Mend *mend, size_t whole_length, size_t max_parts)
{
	MendLine line;
	size_t start = cut_from_lines(mend);
	guint before = mend->edits->len;
	if (!find_header(mend, start, &line))
		return;
	bool is_cut = mend->edits->len > before;
	MendBlock block = {.is_doubtful = is_cut};
	mend_from(mend, &line);
	mend_block(mend, line.at, &block);
	if (is_cut && block.known < 2)
		g_array_set_size(mend->edits, before);
	drop_nuls(mend, line.at, block.body);
	if (block.type_count == 0 || (is_cut && block.known < 2))
		return;
	size_t type = 0, type_end = 0;
	mend_types(mend, &block, &type, &type_end);
	if (!is_multipart(mend, type, type_end, "") ||
	    is_multipart(mend, type, type_end, "signed"))
		return;
	MendBoundary boundary = mend_boundary_of(mend, type, type_end);
	if (boundary.is_strange)
		return;
	mend_cut_space(mend, &boundary);
	if (mend_occurs(mend, &boundary, block.body))
		mend_remember(mend, mend->bytes + boundary.at, boundary.length);
	else
		mend_boundary(mend, whole_length, &boundary, type_end, block.body,
			      max_parts);
	mend_parts(mend, block.body);
}

/* ---- the whole ---------------------------------------------------------- */

static int by_place(gconstpointer a, gconstpointer b)
{
	const MendEdit *one = a, *other = b;
	return one->at < other->at ? -1 : one->at > other->at;
}

static GByteArray *edited(const Mend *mend)
{
	GByteArray *out = g_byte_array_sized_new((guint)mend->length + 1024);
	const guint8 *bytes = (const guint8 *)mend->bytes;
	size_t at = 0;
	for (guint i = 0; i < mend->edits->len; i++) {
		const MendEdit *edit = &g_array_index(mend->edits, MendEdit, i);
		if (edit->at < at)
			continue;
		g_byte_array_append(out, bytes + at, (guint)(edit->at - at));
		if (edit->put != NULL)
			g_byte_array_append(out, (const guint8 *)edit->put,
					    (guint)strlen(edit->put));
		at = edit->at + edit->skip;
	}
	g_byte_array_append(out, bytes + at, (guint)(mend->length - at));
	return out;
}

static void edit_clear(void *edit)
{
	g_free(((MendEdit *)edit)->put);
}

static GMimeStream *joined(GByteArray *head, GMimeStream *stream, size_t at)
{
	GMimeStream *whole = g_mime_stream_cat_new();
	g_autoptr(GMimeStream) first = g_mime_stream_mem_new_with_byte_array(head);
	g_autoptr(GMimeStream) rest = g_mime_stream_substream(stream, (gint64)at, -1);
	g_mime_stream_cat_add_source(GMIME_STREAM_CAT(whole), first);
	g_mime_stream_cat_add_source(GMIME_STREAM_CAT(whole), rest);
	return whole;
}

static GMimeStream *put_right(const Mend *mend, GMimeStream *stream, size_t length)
{
	if (mend->edits->len == 0)
		return g_object_ref(stream);
	g_array_sort(mend->edits, by_place);
	GByteArray *head = edited(mend);
	if (mend->length == length)
		return g_mime_stream_mem_new_with_byte_array(head);
	return joined(head, stream, mend->length);
}

GMimeStream *mend(GMimeStream *stream, const char *bytes, size_t length, size_t max_parts)
{
	Mend work = {.bytes = bytes,
		     .length = MIN(length, LOOK_MAX_BYTES),
		     .edits = g_array_new(FALSE, FALSE, sizeof(MendEdit))};
	g_array_set_clear_func(work.edits, edit_clear);
	mend_mail(&work, length, max_parts);
	GMimeStream *mended = put_right(&work, stream, length);
	g_array_unref(work.edits);
	g_clear_pointer(&work.boundaries, g_hash_table_unref);
	return mended;
}
