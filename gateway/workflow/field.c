/* field.c: `Key: value` lines at the head of a mail.
 *
 * Only keys we know; the block ends at the first other line. A key that is nearly one is
 * reported, never guessed.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/field.h"

#include <string.h>

#include "base/text.h"

#define KEY_MAX_BYTES 40
#define FIELDS_MAX    40

/* How continuation lines are joined. */
typedef enum {
	JOIN_SPACE,
	JOIN_LINES,
	JOIN_ITEMS, /* a bullet or number begins a new line */
} Join;

static const struct {
	const char *key; /* as people write it, lower case */
	const char *canonical;
	Join join;
	bool is_opening_only; /* in a reply the word is an order */
} KEYS[] = {
	{"owner", "owner", JOIN_SPACE, false},
	{"due", "due", JOIN_SPACE, false},
	{"decide by", "due", JOIN_SPACE, false},
	{"decide-by", "due", JOIN_SPACE, false},
	{"deciders", "deciders", JOIN_SPACE, false},
	{"consulted", "consulted", JOIN_SPACE, false},
	{"informed", "informed", JOIN_SPACE, false},
	{"needs", "needs", JOIN_SPACE, false},
	{"options", "options", JOIN_LINES, false},
	{"context", "context", JOIN_LINES, false},
	{"rationale", "rationale", JOIN_LINES, false},
	{"consequences", "consequences", JOIN_LINES, false},
	{"method", "method", JOIN_SPACE, false},
	{"review", "review", JOIN_SPACE, false},
	{"expect", "expect", JOIN_ITEMS, false},
	{"because", "because", JOIN_ITEMS, false},
	{"supersedes", "supersedes", JOIN_SPACE, false},
	{"project", "project", JOIN_SPACE, false},
	{"health", "health", JOIN_SPACE, false},
	{"blocked", "blocked", JOIN_LINES, false},
	{"next", "next", JOIN_LINES, false},
	{"when", "when", JOIN_SPACE, false},
	{"attendees", "attendees", JOIN_SPACE, false},
	/* Roles, as DACI and RAPID call them. */
	{"driver", "owner", JOIN_SPACE, false},
	{"approver", "approver", JOIN_SPACE, false},
	{"contributors", "consulted", JOIN_SPACE, false},
	{"recommend", "owner", JOIN_SPACE, false},
	{"agree", "agree", JOIN_SPACE, true},
	{"perform", "informed", JOIN_SPACE, false},
	{"input", "consulted", JOIN_SPACE, false},
	{"decide", "decide", JOIN_SPACE, true},
};

void field_free(Field *field)
{
	g_free(field->name);
	g_free(field->value);
	g_free(field);
}

static void problem_free(FieldProblem *problem)
{
	g_free(problem->written);
	g_free(problem->suggestion);
	g_free(problem);
}

void field_free_all(Fields *fields)
{
	if (fields == NULL)
		return;
	g_ptr_array_unref(fields->fields);
	g_ptr_array_unref(fields->problems);
	g_free(fields);
}

/* Where the key ends: an ASCII or fullwidth colon within reach. NULL: this line has no
 * key. */
static const char *find_colon(const char *line, size_t *out_width)
{
	for (const char *c = line; *c != '\0' && c - line <= KEY_MAX_BYTES;
	     c = text_next(c)) {
		if (*c == ':') {
			*out_width = 1;
			return c;
		}
		if ((unsigned char)*c >= 0x80 && g_str_has_prefix(c, "\uff1a")) {
			*out_width = strlen("\uff1a");
			return c;
		}
	}
	return NULL;
}

/* Emphasis that mail programs leave around a key is no part of it. */
static char *key_of(const char *line, const char *colon)
{
	g_autofree char *written = g_strndup(line, (size_t)(colon - line));
	g_autofree char *folded = text_fold(written);
	g_strdelimit(folded, "*_", ' ');
	g_strstrip(folded);
	return g_steal_pointer(&folded);
}

static int find_key(const char *key, bool opens)
{
	for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++)
		if (strcmp(KEYS[i].key, key) == 0 && (opens || !KEYS[i].is_opening_only))
			return (int)i;
	return -1;
}

/* The key one slip away, or NULL. Short keys have too many neighbours among ordinary
 * words. */
static const char *find_near(const char *key, bool opens)
{
	if (strlen(key) < 4)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++)
		if (strlen(KEYS[i].key) >= 4 && (opens || !KEYS[i].is_opening_only) &&
		    text_distance(key, KEYS[i].key, 1) == 1)
			return KEYS[i].key;
	return NULL;
}

const char *field_canonical(const char *key, const char **out_near)
{
	g_autofree char *folded = text_fold(key);
	int index = find_key(folded, true);
	*out_near = index < 0 ? find_near(folded, true) : NULL;
	return index < 0 ? NULL : KEYS[index].canonical;
}

char *field_label(const char *name)
{
	char *label = g_strdup(name);
	label[0] = g_ascii_toupper(label[0]);
	return label;
}

static bool is_blank(const char *line)
{
	for (const char *c = line; *c != '\0'; c = text_next(c)) {
		gunichar character = g_utf8_get_char(c);
		if (!g_unichar_isspace(character) && character != 0xfeff &&
		    character != 0x200b)
			return false;
	}
	return true;
}

/* `Decide: overlap 60m` says when; any other `decide:` is an order. */
static bool is_overlap(const char *key, const char *value)
{
	value += strspn(value, " ");
	return strcmp(key, "decide") == 0 &&
	       g_ascii_strncasecmp(value, "overlap", strlen("overlap")) == 0;
}

/* A line that opens a known or nearly known field; *out_key is its index, -1 for a near
 * miss. */
static bool opens_field(const char *line, bool opens, int *out_key, char **out_near,
			const char **out_value)
{
	/* With a sigil it is a command. */
	if (g_ascii_isspace(*line) || *line == '!' || *line == '/')
		return false;
	size_t width = 0;
	const char *colon = find_colon(line, &width);
	if (colon == NULL)
		return false;
	g_autofree char *key = key_of(line, colon);
	*out_value = colon + width;
	*out_key = find_key(is_overlap(key, *out_value) ? "due" : key, opens);
	if (strchr("*_", *line) != NULL)
		*out_value += strspn(*out_value, "*_");
	if (*out_key >= 0)
		return true;
	const char *near = find_near(key, opens);
	if (near == NULL)
		return false;
	*out_near = field_label(near);
	return true;
}

static void begin_field(Fields *fields, int key, const char *value, int line)
{
	Field *field = g_new0(Field, 1);
	field->name = g_strdup(KEYS[key].canonical);
	field->value = g_strdup(value);
	g_strstrip(field->value);
	field->line = line;
	g_ptr_array_add(fields->fields, field);
}

static void begin_problem(Fields *fields, const char *line, char *near, int number)
{
	FieldProblem *problem = g_new0(FieldProblem, 1);
	problem->written = text_single_line(line, 100);
	problem->suggestion = near;
	problem->line = number;
	g_ptr_array_add(fields->problems, problem);
}

/* "1. ", "2) ", "- ", "* ", "a) ", a bullet. */
static const char *skip_bullet(const char *line)
{
	const char *c = line;
	if (*c == '-' || *c == '*' || *c == '+')
		return c[1] == ' ' ? c + 2 : c;
	if (g_str_has_prefix(c, "\u2022"))
		return c + strlen("\u2022");
	if (*c == '(')
		c++;
	const char *digits = c;
	while (g_ascii_isdigit(*c))
		c++;
	if (c == digits && g_ascii_isalpha(*c) && (c[1] == ')' || c[1] == '.'))
		c++;
	if (c > digits && (*c == '.' || *c == ')' || *c == ':'))
		return c + 1;
	return line;
}

static void continue_field(Fields *fields, int key, const char *line)
{
	if (key < 0 || fields->fields->len == 0)
		return;
	Field *field = g_ptr_array_index(fields->fields, fields->fields->len - 1);
	g_autofree char *more = g_strstrip(g_strdup(line));
	bool is_line = KEYS[key].join == JOIN_LINES ||
		       (KEYS[key].join == JOIN_ITEMS && skip_bullet(more) != more);
	const char *glue = *field->value == '\0' ? "" : is_line ? "\n" : " ";
	g_autofree char *before = field->value;
	field->value = g_strconcat(before, glue, more, NULL);
}

static const char *skip_mark(const char *text)
{
	return g_str_has_prefix(text, "\xef\xbb\xbf") ? text + 3 : text;
}

/* False where the block ends. *key is that of the field above, -1 if there is none. */
static bool take_line(Fields *fields, const char *line, int number, bool opens, int *key)
{
	int opened = -1;
	char *near = NULL;
	const char *value = NULL;
	if (opens_field(line, opens, &opened, &near, &value)) {
		if (near != NULL)
			begin_problem(fields, line, near, number);
		else
			begin_field(fields, opened, value, number);
		*key = opened;
	} else if (*key >= 0) {
		continue_field(fields, *key, line);
	} else {
		return false;
	}
	fields->lines = number;
	return true;
}

Fields *field_read(const char *text, bool opens)
{
	Fields *fields = g_new0(Fields, 1);
	fields->fields = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
	fields->problems = g_ptr_array_new_with_free_func((GDestroyNotify)problem_free);
	/* Line by line: most of a mail is prose behind the block. */
	g_autofree char *copy = g_strdup(skip_mark(text));
	char *rest = copy;
	int key = -1;
	for (int i = 1; rest != NULL && fields->fields->len < FIELDS_MAX; i++) {
		const char *line = strsep(&rest, "\n");
		/* Behind it only another field goes on with the block. */
		if (is_blank(line))
			key = -1;
		else if (!take_line(fields, line, i, opens, &key))
			break;
	}
	return fields;
}

const char *field_get(const Fields *fields, const char *name)
{
	for (guint i = 0; i < fields->fields->len; i++) {
		const Field *field = g_ptr_array_index(fields->fields, i);
		if (strcmp(field->name, name) == 0)
			return field->value;
	}
	return NULL;
}

char *field_item(const char *line)
{
	g_autofree char *whole = g_strstrip(g_strdup(line));
	return g_strstrip(g_strdup(skip_bullet(whole)));
}

GPtrArray *field_options(const char *value)
{
	GPtrArray *options = g_ptr_array_new_with_free_func(g_free);
	bool is_one_line = strchr(value, '\n') == NULL;
	g_auto(GStrv) lines = g_strsplit(value, is_one_line ? "," : "\n", 100);
	for (size_t i = 0; lines[i] != NULL; i++) {
		g_autofree char *option = field_item(lines[i]);
		if (*option != '\0')
			g_ptr_array_add(options, g_steal_pointer(&option));
	}
	return options;
}
