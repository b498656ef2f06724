/* html_flatten.c: HTML that nests deeper than a parser goes along with.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/html_flatten.h"

#include <string.h>
#include <glib.h>

#include "mail/html_element.h"

#define PLAIN_MAX_DEPTH	 100
#define MARKED_MAX_DEPTH 200
#define QUOTE_MAX_DEPTH	 20 /* more are not told apart below */
#define NAME_MAX_BYTES	 40
#define INLINE_REACH	 32 /* elements between an inline one and its end */

G_STATIC_ASSERT(MARKED_MAX_DEPTH + QUOTE_MAX_DEPTH <= HTML_FLATTEN_DEPTH);

typedef struct {
	const char *name; /* of `innermost` */
	size_t outer;	  /* the place of the next one of that name around it */
	HtmlElement kind;
	bool is_nested; /* still an element */
} Open;

typedef struct {
	GString *flat;
	GArray *open;	       /* Open */
	GHashTable *innermost; /* name, owned: place of the innermost one open */
	int depth;	       /* of those that are nested */
	int quotes;
} Flattener;

typedef struct {
	char name[NAME_MAX_BYTES + 1]; /* lower case */
	const char *start, *end;
	bool is_end;
	bool is_closed; /* "<x/>" */
} Tag;

/* ---- reading tags ------------------------------------------------------- */

/* A quoted value may hold a `>`. */
static const char *find_tag_end(const char *at)
{
	char quote = '\0', before = '\0';
	for (; *at != '\0'; at++) {
		if (quote != '\0')
			quote = *at == quote ? '\0' : quote;
		else if (*at == '>')
			return at + 1;
		else if (before == '=' && (*at == '"' || *at == '\''))
			quote = *at;
		before = g_ascii_isspace(*at) ? before : *at;
	}
	return at;
}

/* False if the text at `start`, a `<`, is no tag. */
static bool read_tag(const char *start, Tag *out_tag)
{
	bool is_end = start[1] == '/';
	const char *name = start + 1 + is_end;
	if (!g_ascii_isalpha(*name))
		return false;
	Tag tag = {.start = start, .is_end = is_end};
	size_t length = strcspn(name, " \t\r\n\f/><");
	size_t kept = MIN(length, (size_t)NAME_MAX_BYTES);
	for (size_t i = 0; i < kept; i++)
		tag.name[i] = g_ascii_tolower(name[i]);
	const char *close = strchrnul(name, '>');
	tag.end = !is_end	   ? find_tag_end(name + length)
		  : *close != '\0' ? close + 1
				   : close;
	tag.is_closed = tag.end[-1] == '>' && tag.end[-2] == '/';
	*out_tag = tag;
	return true;
}

/* Behind a comment or declaration at `start`; NULL if there is none. */
static const char *skip_comment(const char *start)
{
	bool is_comment = strncmp(start, "<!--", 4) == 0;
	if (!is_comment && start[1] != '!' && start[1] != '?')
		return NULL;
	const char *close = is_comment ? strstr(start + 4, "-->") : strchr(start, '>');
	size_t length = is_comment ? 3 : 1;
	return close != NULL ? close + length : start + strlen(start);
}

/* Where the end tag of an element whose text is no HTML begins. */
static const char *skip_raw(const Tag *tag)
{
	const char *at = tag->end;
	size_t length = strlen(tag->name);
	for (; (at = strstr(at, "</")) != NULL; at += 2)
		if (g_ascii_strncasecmp(at + 2, tag->name, length) == 0)
			return at;
	return tag->end + strlen(tag->end);
}

/* ---- nesting ------------------------------------------------------------ */

static bool is_any(const char *name, const char *names)
{
	const char *at = strstr(names, name);
	size_t length = strlen(name);
	for (; at != NULL; at = strstr(at + 1, name))
		if (at > names && at[-1] == '|' && at[length] == '|')
			return true;
	return false;
}

/* Its name may say what it holds, or its style that nobody is to see it. */
static bool is_marked(const Tag *tag)
{
	static const char *const marks[] = {"class",	  "id=",     "name",  "display",
					    "visibility", "opacity", "hidden"};
	g_autofree char *text = g_ascii_strdown(tag->start, tag->end - tag->start);
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strstr(text, marks[i]) != NULL)
			return true;
	return false;
}

static bool may_nest(const Flattener *flattener, const Tag *tag)
{
	if (g_str_equal(tag->name, "blockquote"))
		return flattener->quotes < QUOTE_MAX_DEPTH;
	int depth = flattener->depth - flattener->quotes;
	return depth < PLAIN_MAX_DEPTH || (depth < MARKED_MAX_DEPTH && is_marked(tag));
}

/* What remains of an element that is no longer one, at its start and at its end. */
static void divide(Flattener *flattener, const char *name, HtmlElement kind)
{
	if (kind == ELEMENT_PARAGRAPH)
		g_string_append(flattener->flat, "<p></p>");
	else if (kind == ELEMENT_BLOCK)
		g_string_append(flattener->flat, "<div></div>");
	else if (is_any(name, "|td|th|"))
		g_string_append_c(flattener->flat, ' ');
}

static size_t find_innermost(const Flattener *flattener, const char *name)
{
	return GPOINTER_TO_SIZE(g_hash_table_lookup(flattener->innermost, name));
}

/* A key that is there stays, and with it the names that point to it. */
static void set_innermost(Flattener *flattener, const char *name, size_t place)
{
	g_hash_table_insert(flattener->innermost, g_strdup(name),
			    GSIZE_TO_POINTER(place));
}

static void push(Flattener *flattener, const Tag *tag, bool is_nested)
{
	gpointer key = NULL, place = NULL;
	if (!g_hash_table_lookup_extended(flattener->innermost, tag->name, &key,
					  &place)) {
		key = g_strdup(tag->name);
		g_hash_table_insert(flattener->innermost, key, NULL);
	}
	Open open = {.name = key,
		     .outer = GPOINTER_TO_SIZE(place),
		     .kind = html_element(tag->name),
		     .is_nested = is_nested};
	g_array_append_val(flattener->open, open);
	set_innermost(flattener, key, flattener->open->len);
	flattener->depth += is_nested;
	flattener->quotes += is_nested && g_str_equal(tag->name, "blockquote");
}

static void pop(Flattener *flattener)
{
	Open open = g_array_index(flattener->open, Open, flattener->open->len - 1);
	g_array_set_size(flattener->open, flattener->open->len - 1);
	set_innermost(flattener, open.name, open.outer);
	if (!open.is_nested) {
		divide(flattener, open.name, open.kind);
		return;
	}
	g_string_append_printf(flattener->flat, "</%s>", open.name);
	flattener->depth--;
	flattener->quotes -= g_str_equal(open.name, "blockquote");
}

/* An inline element ends only what stands close to it; nothing but its own parts ends
 * what is in a table. */
static bool may_end(const Flattener *flattener, const char *name, size_t place)
{
	if (html_element(name) == ELEMENT_INLINE && !is_any(name, "|td|th|")) {
		size_t count = flattener->open->len;
		bool is_near = count - place < INLINE_REACH;
		for (size_t i = place; is_near && i < count; i++)
			is_near = g_array_index(flattener->open, Open, i).kind ==
				  ELEMENT_INLINE;
		return is_near;
	}
	size_t barrier =
		g_str_equal(name, "table") ? 0 : find_innermost(flattener, "table");
	if (!is_any(name, "|table|tr|td|th|")) {
		barrier = MAX(barrier, find_innermost(flattener, "td"));
		barrier = MAX(barrier, find_innermost(flattener, "th"));
	}
	return place > barrier;
}

static void end_element(Flattener *flattener, const char *name)
{
	size_t place = find_innermost(flattener, name);
	if (place == 0 || !may_end(flattener, name, place)) {
		/* The end of a paragraph that nobody began is an empty one. */
		if (g_str_equal(name, "p"))
			divide(flattener, name, ELEMENT_PARAGRAPH);
		return;
	}
	while (flattener->open->len >= place)
		pop(flattener);
}

static void start_element(Flattener *flattener, const Tag *tag)
{
	bool is_whole = html_element_is_void(tag->name) || tag->is_closed;
	bool ends_its_like = is_any(tag->name, "|p|li|dt|dd|tr|td|th|option|");
	size_t count = flattener->open->len;
	if (!is_whole && ends_its_like && count > 0 &&
	    find_innermost(flattener, tag->name) == count)
		pop(flattener);
	bool is_nested = is_whole || may_nest(flattener, tag);
	if (is_nested)
		g_string_append_len(flattener->flat, tag->start, tag->end - tag->start);
	else
		divide(flattener, tag->name, html_element(tag->name));
	if (!is_whole)
		push(flattener, tag, is_nested);
}

static const char *take_tag(Flattener *flattener, const Tag *tag)
{
	if (is_any(tag->name, "|script|style|"))
		return tag->is_end ? tag->end : skip_raw(tag);
	/* These the parser takes once, where they belong, and ends itself. */
	if (is_any(tag->name, "|html|head|body|")) {
		if (!tag->is_end)
			g_string_append_len(flattener->flat, tag->start,
					    tag->end - tag->start);
		return tag->end;
	}
	if (tag->is_end)
		end_element(flattener, tag->name);
	else
		start_element(flattener, tag);
	return tag->end;
}

static const char *take_mark(Flattener *flattener, const char *start)
{
	const char *end = skip_comment(start);
	Tag tag;
	if (end != NULL)
		return end;
	if (read_tag(start, &tag))
		return take_tag(flattener, &tag);
	g_string_append_c(flattener->flat, '<');
	return start + 1;
}

char *html_flatten(const char *html)
{
	Flattener flattener = {.flat = g_string_new(NULL),
			       .open = g_array_new(FALSE, FALSE, sizeof(Open)),
			       .innermost = g_hash_table_new_full(g_str_hash, g_str_equal,
								  g_free, NULL)};
	for (const char *at = html; *at != '\0';) {
		const char *mark = strchrnul(at, '<');
		g_string_append_len(flattener.flat, at, mark - at);
		at = *mark == '<' ? take_mark(&flattener, mark) : mark;
	}
	g_array_unref(flattener.open);
	g_hash_table_unref(flattener.innermost);
	return g_string_free(flattener.flat, FALSE);
}
