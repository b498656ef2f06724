/* mend_block.c: the fields of one header as they stand in the raw bytes.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/mend_block.h"

#include <stdint.h>
#include <string.h>

#define MEND_EDITS_MAX	   500
#define NAME_MAX_BYTES	   70
#define BOUNDARY_MAX_BYTES 200

/* So far behind a line that is no field another one is looked for. */
#define BROKEN_LINES_MAX 50

#define NOWHERE SIZE_MAX

/* Programs that keep a mail in a file begin it with this, wherever the file then goes. */
#define ORDER_MARK "\xef\xbb\xbf"

/* Fields by whose names one sees a header. A second one of the first kind is somebody's
 * text. */
static const struct {
	const char *name;
	bool is_once;
} KNOWN[] = {
	{"from", true},
	{"to", true},
	{"cc", true},
	{"bcc", true},
	{"subject", true},
	{"date", true},
	{"sender", true},
	{"reply-to", true},
	{"message-id", true},
	{"in-reply-to", true},
	{"references", true},
	{"mime-version", true},
	{"return-path", false},
	{"received", false},
	{"delivered-to", false},
	{"errors-to", false},
	{"envelope-to", false},
	{"received-spf", false},
	{"authentication-results", false},
	{"dkim-signature", false},
	{"arc-seal", false},
	{"user-agent", false},
	{"auto-submitted", false},
	{"precedence", false},
	{"thread-index", false},
	{"thread-topic", false},
	{"list-id", false},
	{"list-unsubscribe", false},
};

/* Their text is a person's, and may end as it likes. */
static const char *const FREE_TEXT[] = {"subject", "comments", "thread-topic",
					"content-description"};

void mend_edit(Mend *mend, size_t at, size_t skip, const char *put)
{
	if (mend->edits->len >= MEND_EDITS_MAX)
		return;
	MendEdit edit = {.at = at, .skip = skip, .put = g_strdup(put)};
	g_array_append_val(mend->edits, edit);
}

bool mend_line(const Mend *mend, size_t at, MendLine *out_line)
{
	if (at >= mend->length)
		return false;
	const char *start = mend->bytes + at;
	const char *end = memchr(start, '\n', mend->length - at);
	size_t length = end != NULL ? (size_t)(end - start) : mend->length - at;
	out_line->at = at;
	out_line->next = at + length + (end != NULL ? 1 : 0);
	while (length > 0 && start[length - 1] == '\r')
		length--;
	out_line->length = length;
	return true;
}

bool mend_is_blank(const Mend *mend, const MendLine *line)
{
	for (size_t i = 0; i < line->length; i++)
		if (mend->bytes[line->at + i] != ' ' && mend->bytes[line->at + i] != '\t')
			return false;
	return true;
}

bool mend_begins(const Mend *mend, const MendLine *line, const char *word)
{
	size_t length = strlen(word);
	return line->length >= length &&
	       g_ascii_strncasecmp(mend->bytes + line->at, word, length) == 0;
}

bool mend_skip_order_mark(const Mend *mend, MendLine *line)
{
	if (!mend_begins(mend, line, ORDER_MARK))
		return false;
	line->at += strlen(ORDER_MARK);
	line->length -= strlen(ORDER_MARK);
	return true;
}

bool mend_is_delimiter(const Mend *mend, const MendLine *line)
{
	char mark[BOUNDARY_MAX_BYTES + 1];
	const char *start = mend->bytes + line->at;
	if (mend->boundaries == NULL || line->length < 3 ||
	    line->length > BOUNDARY_MAX_BYTES || start[0] != '-' || start[1] != '-')
		return false;
	memcpy(mark, start + 2, line->length - 2);
	mark[line->length - 2] = '\0';
	return g_hash_table_contains(mend->boundaries, g_strchomp(mark));
}

/* The place among the known ones, or -1. */
static int known_at(const Mend *mend, const MendLine *line, size_t name)
{
	char first = g_ascii_tolower(mend->bytes[line->at]);
	for (size_t i = 0; i < G_N_ELEMENTS(KNOWN); i++)
		if (KNOWN[i].name[0] == first && strlen(KNOWN[i].name) == name &&
		    mend_begins(mend, line, KNOWN[i].name))
			return (int)i;
	return -1;
}

static size_t name_length(const char *text, size_t length)
{
	size_t name = 0;
	while (name < length && name < NAME_MAX_BYTES &&
	       (g_ascii_isalnum(text[name]) || text[name] == '-' || text[name] == '_' ||
		text[name] == '.'))
		name++;
	return name;
}

size_t mend_field(const Mend *mend, const MendLine *line)
{
	const char *text = mend->bytes + line->at;
	size_t name = name_length(text, line->length);
	size_t colon = name;
	while (colon < line->length && (text[colon] == ' ' || text[colon] == '\t'))
		colon++;
	if (name == 0 || colon >= line->length || text[colon] != ':')
		return 0;
	/* A space before the colon is old programs', but in some languages also ours. */
	bool is_field = colon == name || known_at(mend, line, name) >= 0 ||
			mend_begins(mend, line, "X-") ||
			mend_begins(mend, line, "Content-");
	return is_field ? name : 0;
}

static bool is_free_text(const Mend *mend, const MendLine *line, size_t name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(FREE_TEXT); i++)
		if (strlen(FREE_TEXT[i]) == name && mend_begins(mend, line, FREE_TEXT[i]))
			return true;
	return false;
}

/* Nothing a text begins with: "format=flowed", the rest of an id, "X-Mail Filter: yes".
 */
static bool is_of_header(const Mend *mend, const MendLine *line)
{
	const char *text = mend->bytes + line->at;
	size_t length = line->length;
	if (mend_begins(mend, line, "X-") && memchr(text, ':', length) != NULL)
		return true;
	bool is_rest = text[length - 1] == '>' && memchr(text, '<', length) == NULL;
	return (is_rest || memchr(text, '=', length) != NULL) &&
	       memchr(text, ' ', length) == NULL;
}

typedef struct {
	Mend *mend;
	MendBlock *block;
	guint64 seen;	   /* of KNOWN */
	size_t broken;	   /* where the first line stands that is no field, or NOWHERE */
	size_t lines;	   /* since then */
	bool is_type;	   /* the field before is Content-Type */
	bool is_free_text; /* ... is written by a person */
	char last;	   /* ... ends in this */
} Walk;

static bool is_known(Walk *walk, const MendLine *line, size_t name)
{
	if (mend_begins(walk->mend, line, "Content-"))
		return true;
	if (walk->block->is_part)
		return false;
	if (mend_begins(walk->mend, line, "X-"))
		return true;
	int at = known_at(walk->mend, line, name);
	if (at < 0)
		return false;
	bool is_again = (walk->seen >> at & 1) != 0 && walk->broken != NOWHERE;
	walk->seen |= G_GUINT64_CONSTANT(1) << at;
	return !is_again || !KNOWN[at].is_once;
}

static void take_field(Walk *walk, const MendLine *line, size_t name)
{
	MendBlock *block = walk->block;
	if (is_known(walk, line, name)) {
		block->known++;
		walk->broken = NOWHERE;
	}
	walk->is_free_text = is_free_text(walk->mend, line, name);
	walk->is_type = walk->broken == NOWHERE && name == strlen("Content-Type") &&
			mend_begins(walk->mend, line, "Content-Type") &&
			block->type_count < MEND_TYPES_MAX;
	if (walk->is_type) {
		block->types[block->type_count].at = line->at;
		block->types[block->type_count++].end = line->next;
	}
}

static void continue_field(Walk *walk, const MendLine *line)
{
	if (walk->is_type)
		walk->block->types[walk->block->type_count - 1].end = line->next;
}

static void take_line(Walk *walk, const MendLine *line)
{
	const char *text = walk->mend->bytes + line->at;
	size_t name = mend_field(walk->mend, line);
	bool goes_on = !walk->is_free_text && (walk->last == ';' || walk->last == ',');
	if (text[0] == ' ' || text[0] == '\t') {
		continue_field(walk, line);
	} else if (name > 0) {
		take_field(walk, line, name);
	} else if (walk->broken != NOWHERE) {
		return;
	} else if (goes_on) {
		mend_edit(walk->mend, line->at, 0, " ");
		continue_field(walk, line);
	} else if (!is_of_header(walk->mend, line)) {
		walk->broken = line->at;
		walk->lines = 0;
	}
}

static char last_of(const Mend *mend, const MendLine *line)
{
	size_t end = line->length;
	while (end > 0 && g_ascii_isspace(mend->bytes[line->at + end - 1]))
		end--;
	return end > 0 ? mend->bytes[line->at + end - 1] : '\0';
}

/* A part begins, or what was looked for is too far. */
static bool is_over(Walk *walk, MendLine *line)
{
	if (mend_begins(walk->mend, line, "--")) {
		if (walk->broken == NOWHERE && !mend_is_delimiter(walk->mend, line))
			walk->broken = line->at;
		line->next = line->at;
		return true;
	}
	return walk->broken != NOWHERE && ++walk->lines > BROKEN_LINES_MAX;
}

/* Before a field it is left out: the field is one that others see. */
static void skip_order_mark(const Walk *walk, MendLine *line)
{
	MendLine behind = *line;
	if (!mend_skip_order_mark(walk->mend, &behind) ||
	    mend_field(walk->mend, &behind) == 0)
		return;
	mend_edit(walk->mend, line->at, behind.at - line->at, NULL);
	*line = behind;
}

/* As nearly all are: fields alone, up to an empty line. Then nothing else need be asked.
 */
static bool is_sound(const Mend *mend, size_t at, MendBlock *block)
{
	static const char type[] = "Content-Type";
	MendLine line = {.next = at};
	bool is_type = false;
	block->type_count = 0;
	while (mend_line(mend, line.next, &line) && line.length > 0) {
		const char *text = mend->bytes + line.at;
		if (text[0] != ' ' && text[0] != '\t') {
			size_t name = name_length(text, line.length);
			if (name == 0 || name == line.length || text[name] != ':' ||
			    block->type_count == MEND_TYPES_MAX)
				return false;
			is_type = name == strlen(type) &&
				  g_ascii_strncasecmp(text, type, name) == 0;
			if (is_type)
				block->types[block->type_count++].at = line.at;
		}
		if (is_type)
			block->types[block->type_count - 1].end = line.next;
	}
	block->body = line.next;
	return true;
}

void mend_block(Mend *mend, size_t at, MendBlock *block)
{
	Walk walk = {.mend = mend, .block = block, .broken = NOWHERE};
	if (!block->is_doubtful && is_sound(mend, at, block))
		return;
	block->type_count = 0;
	MendLine line = {.at = at, .next = at};
	while (mend_line(mend, line.next, &line)) {
		if (line.length == 0 || is_over(&walk, &line))
			break;
		skip_order_mark(&walk, &line);
		take_line(&walk, &line);
		walk.last = last_of(mend, &line);
	}
	block->body = line.next;
	/* What follows is the text, if what stood before is a header. */
	if (walk.broken != NOWHERE && (block->is_part || block->known > 0)) {
		mend_edit(mend, walk.broken, 0, "\n");
		block->body = walk.broken;
	}
}
