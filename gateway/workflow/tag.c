/* tag.c: the word in brackets at the start of a subject.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/tag.h"

#include <string.h>

#include "base/text.h"
#include "mail/thread.h"

#define TAG_MAX_BYTES 200
#define MARKERS_MAX   4

void tag_free(Tag *tag)
{
	if (tag == NULL)
		return;
	g_free(tag->word);
	g_free(tag->project);
	g_ptr_array_unref(tag->names);
	g_ptr_array_unref(tag->values);
	g_free(tag->title);
	g_free(tag);
}

static Tag *tag_new(void)
{
	Tag *tag = g_new0(Tag, 1);
	tag->names = g_ptr_array_new_with_free_func(g_free);
	tag->values = g_ptr_array_new_with_free_func(g_free);
	return tag;
}

static const char *skip_space(const char *text)
{
	for (;; text = text_next(text)) {
		gunichar character = g_utf8_get_char(text);
		if (!g_unichar_isspace(character) &&
		    g_unichar_type(character) != G_UNICODE_FORMAT)
			return text;
	}
}

/* `D-12`: one capital letter of an item kind and a number. */
static bool is_item_id(const char *text, size_t length)
{
	if (length < 3 || !g_ascii_isalpha(text[0]) || text[1] != '-')
		return false;
	for (size_t i = 2; i < length; i++)
		if (!g_ascii_isdigit(text[i]))
			return false;
	return true;
}

static const char *skip_item_id(const char *text)
{
	if (*text != '[')
		return text;
	const char *start = text + 1 + (text[1] == '#');
	size_t length = strcspn(start, "]");
	return start[length] == ']' && is_item_id(start, length)
		       ? skip_space(start + length + 1)
		       : text;
}

/* A value up to white space, or between quotes (straight or curly, made straight before).
 */
static char *read_value(const char **cursor)
{
	const char *start = *cursor;
	if (*start == '"') {
		size_t length = strcspn(start + 1, "\"");
		*cursor = start + 1 + length + (start[1 + length] == '"');
		return g_strndup(start + 1, length);
	}
	size_t length = strcspn(start, " \t");
	*cursor = start + length;
	return g_strndup(start, length);
}

/* `key=value key="two words"`; false if anything else stands there. */
static bool read_attributes(Tag *tag, const char *text)
{
	for (text = skip_space(text); *text != '\0'; text = skip_space(text)) {
		size_t length = strcspn(text, "= \t\"");
		if (length == 0 || text[length] != '=')
			return false;
		g_ptr_array_add(tag->names, g_ascii_strdown(text, (gssize)length));
		text += length + 1;
		g_ptr_array_add(tag->values, read_value(&text));
	}
	return true;
}

static char *straight_quotes(const char *text)
{
	static const char *const CURLY[] = {"\u201c", "\u201d", "\u201e", "\u00ab",
					    "\u00bb"};
	GString *straight = g_string_new(text);
	for (size_t i = 0; i < G_N_ELEMENTS(CURLY); i++)
		g_string_replace(straight, CURLY[i], "\"", 0);
	return g_string_free(straight, FALSE);
}

/* What stands between the brackets. */
static bool read_inside(Tag *tag, const char *inside, const Rules *rules)
{
	g_autofree char *text = straight_quotes(inside);
	g_strstrip(text);
	size_t word_length = strcspn(text, ": \t");
	g_autofree char *word = g_strndup(text, word_length);
	const Rule *rule = rules_by_tag(rules, word);
	if (rule == NULL)
		return false;
	const char *rest = text + word_length;
	size_t project_length = 0;
	if (*rest == ':') {
		rest = skip_space(rest + 1);
		project_length = strcspn(rest, " \t");
		if (project_length == 0)
			return false;
	}
	const char *project = rest;
	if (!read_attributes(tag, rest + project_length))
		return false;
	tag->word = g_utf8_strup(word, -1);
	tag->rule = rule;
	if (project_length > 0) {
		g_autofree char *written = g_strndup(project, project_length);
		tag->project = g_utf8_strdown(written, -1);
	}
	return true;
}

static bool read_bracket(Tag *tag, const char *subject, const Rules *rules)
{
	if (*subject != '[')
		return false;
	size_t length = strcspn(subject + 1, "]");
	if (subject[1 + length] != ']' || length == 0 || length > TAG_MAX_BYTES)
		return false;
	g_autofree char *inside = g_strndup(subject + 1, length);
	if (!read_inside(tag, inside, rules))
		return false;
	tag->title = g_strdup(skip_item_id(skip_space(subject + length + 2)));
	return true;
}

/* `DECISION: title`. Only as it stands in the rules, in capitals: "Question: ..." begins
 * many an ordinary subject, and still counts, since the words are few and the answer is a
 * receipt. */
static bool read_colon(Tag *tag, const char *subject, const Rules *rules)
{
	size_t length = strcspn(subject, ": [");
	const char *colon = skip_space(subject + length);
	if (*colon != ':' || length == 0)
		return false;
	g_autofree char *word = g_strndup(subject, length);
	const Rule *rule = rules_by_tag(rules, word);
	if (rule == NULL)
		return false;
	tag->word = g_utf8_strup(word, -1);
	tag->rule = rule;
	tag->title = g_strdup(skip_space(colon + 1));
	return true;
}

static void forget_attributes(Tag *tag)
{
	g_ptr_array_set_size(tag->names, 0);
	g_ptr_array_set_size(tag->values, 0);
}

/* Behind one bracket that a mailing list has put there; `subject` itself if there is
 * none. */
static const char *skip_list_marker(const char *subject)
{
	size_t length = *subject == '[' ? strcspn(subject, "]") : 0;
	if (length == 0 || subject[length] != ']' || length > TAG_MAX_BYTES)
		return subject;
	return skip_item_id(skip_space(subject + length + 1));
}

/* The ASCII form of a wide character, or '\0'. */
static char plain_form(gunichar wide)
{
	if (wide == 0x3010)
		return '[';
	if (wide == 0x3011)
		return ']';
	return wide >= 0xff10 && wide <= 0xff5a ? (char)(wide - 0xfee0) : '\0';
}

/* Brackets and colons as keyboards of the East type them; in the title they stay as they
 * are. */
static char *straight_brackets(const char *subject)
{
	if (text_is_ascii(subject, strlen(subject)))
		return g_strdup(subject);
	GString *straight = g_string_new(NULL);
	const char *c = subject;
	bool is_title = false;
	while (*c != '\0' && !is_title) {
		const char *next = text_next(c);
		char plain = plain_form(g_utf8_get_char(c));
		if (plain != '\0')
			g_string_append_c(straight, plain);
		else
			g_string_append_len(straight, c, next - c);
		is_title = plain == ':' || (plain == ']' && *skip_space(next) != '[');
		c = next;
	}
	return g_string_free(g_string_append(straight, c), FALSE);
}

Tag *tag_read(const char *written, const Rules *rules)
{
	Tag *tag = tag_new();
	g_autofree char *subject = straight_brackets(written);
	const char *start = skip_item_id(skip_space(subject));
	bool is_found = read_bracket(tag, start, rules);
	if (!is_found) {
		forget_attributes(tag);
		is_found = read_bracket(tag, skip_list_marker(start), rules);
	}
	if (!is_found) {
		forget_attributes(tag);
		if (!read_colon(tag, start, rules))
			tag->title = g_strdup(skip_item_id(skip_space(written)));
	}
	g_strchomp(tag->title);
	for (guint i = 0; i < tag->names->len && tag->project == NULL; i++)
		if (strcmp(g_ptr_array_index(tag->names, i), "project") == 0)
			tag->project =
				g_utf8_strdown(g_ptr_array_index(tag->values, i), -1);
	return tag;
}

/* ---- slips -------------------------------------------------------------------- */

/* With the tag in place of what was written for it; if that is no better, the tag alone
 * before the title. */
static char *with_tag(const char *tag, const char *inside, const Rules *rules)
{
	size_t word = strcspn(inside, ": \t]");
	g_autofree char *whole = g_strdup_printf("[%s%s", tag, inside + word);
	g_autoptr(Tag) read = tag_read(whole, rules);
	if (read->rule != NULL)
		return g_steal_pointer(&whole);
	const char *end = strchr(inside, ']');
	return g_strdup_printf("[%s] %s", tag,
			       skip_space(end != NULL ? end + 1 : inside + word));
}

static char *meant_at(const char *start, const Rules *rules)
{
	const char *inside = skip_space(start + (*start == '['));
	size_t length = strcspn(inside, ": \t]");
	g_autofree char *word = g_strndup(inside, length);
	const char *tag = rules_near_tag(rules, word);
	if (tag == NULL)
		return NULL;
	if (*start == '[')
		return with_tag(tag, inside, rules);
	/* Of words before a colon only such as are written like a tag. */
	g_autofree char *upper = g_utf8_strup(word, -1);
	const char *rest = skip_space(inside + length);
	bool is_tag = *rest == ':' && strcmp(upper, word) == 0;
	return is_tag ? g_strdup_printf("[%s] %s", tag, skip_space(rest + 1)) : NULL;
}

char *tag_meant(const char *subject, const Rules *rules)
{
	g_autofree char *straight = straight_brackets(subject);
	const char *start = skip_space(straight);
	const char *behind = skip_list_marker(start);
	char *meant = meant_at(start, rules);
	return meant != NULL || behind == start ? meant : meant_at(behind, rules);
}

/* ---- markers ------------------------------------------------------------------ */

/* Behind the marker at the start of `title`; `title` itself if there is none. */
static const char *skip_marker(const char *title, bool *may_be_of_list,
			       const GPtrArray *noise, const Rules *rules)
{
	const char *behind = skip_list_marker(title);
	if (behind == title || *behind == '\0')
		return title;
	bool is_noise = thread_skip_noise(title, noise) != title;
	if (!is_noise && !*may_be_of_list)
		return title;
	g_autofree char *meant = meant_at(title, rules);
	if (meant != NULL)
		return title;
	*may_be_of_list &= is_noise;
	return behind;
}

void tag_drop_markers(Tag *tag, bool from_list, const GPtrArray *noise,
		      const Rules *rules)
{
	const char *start = NULL, *at = tag->title;
	bool may_be_of_list = from_list;
	for (int i = 0; i < MARKERS_MAX && tag->rule == NULL && at != start; i++) {
		start = at;
		at = skip_marker(at, &may_be_of_list, noise, rules);
	}
	if (at == tag->title)
		return;
	char *title = g_strdup(at);
	g_free(tag->title);
	tag->title = title;
}
