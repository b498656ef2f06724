/* html.c: HTML into text, with a real HTML parser.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/html.h"

#include <stdbool.h>
#include <string.h>
#include <glib.h>
#include <libxml/HTMLparser.h>

#include "base/text.h"
#include "mail/html_declaration.h"
#include "mail/html_element.h"
#include "mail/html_flatten.h"
#include "mail/html_hidden.h"
#include "mail/html_quote.h"
#include "mail/html_signature.h"

#define QUOTE_MAX_DEPTH 20
#define WALK_MAX_DEPTH	300

/* libxml2 stops reading where elements nest deeper than 256. */
#define PARSE_MAX_DEPTH 240

G_STATIC_ASSERT(HTML_FLATTEN_DEPTH < PARSE_MAX_DEPTH);

typedef struct {
	GString *text;
	int quotes;
	int preformatted;
	int breaks;	      /* line ends owed before the next character */
	int hard_spaces;      /* the same, of those that do not collapse */
	bool has_space;	      /* a space is owed if anything follows on this line */
	bool is_fresh;	      /* in the first line of a quote, with nothing in it yet */
	bool is_introduction; /* quoted, up to the block quote it introduces */
	bool is_begun;
	bool is_delimiter; /* the line is "--", and its last space is owed */
	bool has_own;	   /* something that is neither quoted nor a signature */
	bool is_signing;   /* in the element of a signature */
	size_t signature; /* where the one above begins, if nothing of its own followed */
	int list_number;  /* 0: bullets */
} Walk;

static void end_line(Walk *walk)
{
	if (walk->is_delimiter)
		g_string_append_c(walk->text, ' ');
	walk->is_delimiter = false;
}

static void owe_breaks(Walk *walk, int breaks)
{
	end_line(walk);
	/* A line of hard spaces alone is how some programs leave one empty. */
	bool is_empty_line = walk->hard_spaces > 0 && walk->breaks > 0;
	if (!walk->is_fresh)
		walk->breaks = MAX(walk->breaks, is_empty_line ? MAX(breaks, 2) : breaks);
	walk->has_space = false;
	walk->hard_spaces = 0;
}

static void put_prefix(Walk *walk)
{
	for (int i = 0; i < walk->quotes; i++)
		g_string_append_c(walk->text, '>');
	if (walk->quotes > 0)
		g_string_append_c(walk->text, ' ');
}

/* Settle what is owed before something visible. */
static void settle(Walk *walk)
{
	if (!walk->is_begun) {
		put_prefix(walk);
	} else if (walk->breaks > 0) {
		for (int i = 0; i < walk->breaks; i++) {
			g_string_append_c(walk->text, '\n');
			put_prefix(walk);
		}
	} else if (walk->has_space) {
		g_string_append_c(walk->text, ' ');
	}
	for (; walk->hard_spaces > 0; walk->hard_spaces--)
		g_string_append_c(walk->text, ' ');
	walk->is_begun = true;
	walk->is_fresh = false;
	walk->is_delimiter = false;
	walk->breaks = 0;
	walk->has_space = false;
}

/* What follows a signature is no part of it, and then nothing tells where it ends. */
static void note_own(Walk *walk, gunichar character)
{
	if (walk->quotes > 0 || walk->is_signing)
		return;
	walk->has_own = walk->has_own || character != '-';
	walk->signature = 0;
}

/* "-- " is a delimiter and "--" a doubt. */
static void note_space(Walk *walk, gunichar character)
{
	if (!walk->has_space && walk->hard_spaces == 0 && walk->breaks == 0 &&
	    (character == ' ' || character == 0xa0))
		walk->is_delimiter = html_signature_ends_in_dashes(walk->text);
}

static void put_text(Walk *walk, const char *text)
{
	for (const char *c = text; *c != '\0'; c = text_next(c)) {
		gunichar character = g_utf8_get_char(c);
		if (walk->preformatted > 0 && character == '\n') {
			end_line(walk);
			walk->breaks++;
			walk->hard_spaces = 0;
		} else if (character == ' ' || character == '\t' || character == '\n' ||
			   character == '\r') {
			if (walk->preformatted > 0) {
				settle(walk);
				g_string_append_c(walk->text, ' ');
			} else if (walk->is_begun && walk->breaks == 0) {
				note_space(walk, character);
				walk->has_space = true;
			}
		} else if (character == 0xa0) {
			note_space(walk, character);
			walk->hard_spaces++;
		} else if (character != 0x200b && character != 0xfeff &&
			   character != 0xad) {
			settle(walk);
			g_string_append_unichar(walk->text, character);
			note_own(walk, character);
		}
	}
}

static bool is_hidden(const xmlNode *node)
{
	return node->properties != NULL && html_hidden(node);
}

static void walk_children(Walk *walk, xmlNode *node, int depth);

static void put_item_mark(Walk *walk)
{
	owe_breaks(walk, 1);
	settle(walk);
	if (walk->list_number > 0)
		g_string_append_printf(walk->text, "%d. ", walk->list_number++);
	else
		g_string_append(walk->text, "- ");
}

/* All between the signature and what is quoted next, or the end, is the signature. */
static void close_signature(Walk *walk)
{
	if (walk->signature > 0 && !walk->is_signing)
		html_signature_delimit(walk->text, walk->signature);
	walk->signature = 0;
	walk->is_signing = false;
}

static void enter_quote(Walk *walk)
{
	owe_breaks(walk, 1);
	close_signature(walk);
	if (walk->is_begun) {
		/* The line ends owed so far belong to the outer level. */
		g_string_append_c(walk->text, '\n');
		if (walk->breaks > 1) {
			put_prefix(walk);
			g_string_append_c(walk->text, '\n');
		}
		walk->quotes++;
		put_prefix(walk);
		walk->breaks = 0;
		walk->is_fresh = true;
	} else {
		walk->quotes++;
	}
}

static void leave_quote(Walk *walk)
{
	walk->quotes--;
	walk->breaks = 0;
	walk->is_fresh = false;
	owe_breaks(walk, 1);
}

static void walk_quote(Walk *walk, xmlNode *node, int depth)
{
	bool is_deep = walk->quotes >= QUOTE_MAX_DEPTH;
	if (walk->is_introduction)
		leave_quote(walk);
	walk->is_introduction = false;
	if (!is_deep)
		enter_quote(walk);
	walk_children(walk, node, depth);
	if (!is_deep)
		leave_quote(walk);
}

static void walk_block(Walk *walk, xmlNode *node, HtmlElement kind, int depth)
{
	const char *name = (const char *)node->name;
	int breaks = kind == ELEMENT_PARAGRAPH ? 2 : 1;
	int outer_number = walk->list_number;
	owe_breaks(walk, breaks);
	if (g_ascii_strcasecmp(name, "ol") == 0)
		walk->list_number = 1;
	else if (g_ascii_strcasecmp(name, "ul") == 0)
		walk->list_number = 0;
	else if (g_ascii_strcasecmp(name, "li") == 0)
		put_item_mark(walk);
	bool is_pre = g_ascii_strcasecmp(name, "pre") == 0;
	walk->preformatted += is_pre ? 1 : 0;
	walk_children(walk, node, depth);
	walk->preformatted -= is_pre ? 1 : 0;
	if (g_ascii_strcasecmp(name, "ol") == 0 || g_ascii_strcasecmp(name, "ul") == 0)
		walk->list_number = outer_number;
	owe_breaks(walk, breaks);
}

static void walk_plain(Walk *walk, xmlNode *node, int depth)
{
	const char *name = (const char *)node->name;
	HtmlElement kind = html_element(name);
	if (g_ascii_strcasecmp(name, "br") == 0) {
		end_line(walk);
		walk->breaks = walk->is_begun && !walk->is_fresh ? walk->breaks + 1 : 0;
		walk->hard_spaces = 0;
	} else if (g_ascii_strcasecmp(name, "blockquote") == 0 &&
		   (walk->is_introduction || walk->quotes > 0 || !html_is_indent(node))) {
		walk_quote(walk, node, depth);
	} else if (kind != ELEMENT_INLINE) {
		walk_block(walk, node, kind, depth);
	} else {
		walk_children(walk, node, depth);
	}
	if (g_ascii_strcasecmp(name, "td") == 0 || g_ascii_strcasecmp(name, "th") == 0)
		walk->has_space = walk->breaks == 0;
}

/* Below a fence all is old, unless nothing is written above it: then the new text may
 * stand below, and only its reader can tell. */
static void walk_marked(Walk *walk, xmlNode *node, HtmlQuote mark, int depth)
{
	if (mark == HTML_FENCE && !walk->is_begun)
		mark = HTML_OWN;
	if (mark != HTML_OWN)
		enter_quote(walk);
	if (mark == HTML_INTRODUCED)
		walk->is_introduction = true;
	walk_plain(walk, node, depth);
	if (mark == HTML_ATTRIBUTION || mark == HTML_QUOTED || walk->is_introduction)
		leave_quote(walk);
	walk->is_introduction = false;
}

/* A signature only if something is written above it, and nothing quoted in it: mail
 * programs let people write their letters there too. */
static void walk_signature(Walk *walk, xmlNode *node, int depth)
{
	size_t before = walk->text->len;
	walk->is_signing = true;
	walk_plain(walk, node, depth);
	bool is_whole = walk->is_signing;
	walk->is_signing = false;
	size_t start = before + strspn(walk->text->str + before, "\n");
	bool is_line = start > before && start < walk->text->len;
	if (is_whole && is_line && walk->has_own && walk->signature == 0)
		walk->signature = start;
}

static void walk_element(Walk *walk, xmlNode *node, int depth)
{
	if (html_element((const char *)node->name) == ELEMENT_SKIPPED || is_hidden(node))
		return;
	HtmlQuote mark = walk->quotes == 0 ? html_quote(node) : HTML_OWN;
	bool may_sign = mark == HTML_OWN && walk->quotes == 0 && !walk->is_signing;
	if (may_sign && node->properties != NULL && html_signature(node))
		walk_signature(walk, node, depth);
	else if (mark == HTML_OWN)
		walk_plain(walk, node, depth);
	else
		walk_marked(walk, node, mark, depth);
}

static void walk_children(Walk *walk, xmlNode *node, int depth)
{
	if (depth > WALK_MAX_DEPTH)
		return;
	for (xmlNode *child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_TEXT_NODE && child->content != NULL)
			put_text(walk, (const char *)child->content);
		else if (child->type == XML_ELEMENT_NODE)
			walk_element(walk, child, depth + 1);
	}
}

static htmlDocPtr parse(const char *html)
{
	return htmlReadMemory(html, (int)MIN(strlen(html), (size_t)G_MAXINT), NULL,
			      "UTF-8",
			      HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
				      HTML_PARSE_NOWARNING);
}

/* Without recursion, since how deep it is is the question. */
static bool is_cut(htmlDocPtr document)
{
	const xmlNode *node = xmlDocGetRootElement(document);
	int depth = 1;
	while (node != NULL && depth < PARSE_MAX_DEPTH) {
		if (node->type == XML_ELEMENT_NODE && node->children != NULL) {
			node = node->children;
			depth++;
			continue;
		}
		for (; node != NULL && node->next == NULL; depth--)
			node = node->parent;
		node = node != NULL ? node->next : NULL;
	}
	return depth >= PARSE_MAX_DEPTH;
}

char *html_to_text(const char *html)
{
	g_autofree char *kept = html_drop_declarations(html);
	html = kept != NULL ? kept : html;
	htmlDocPtr document = parse(html);
	if (document != NULL && is_cut(document)) {
		xmlFreeDoc(document);
		g_autofree char *flat = html_flatten(html);
		document = parse(flat);
	}
	xmlNode *root = document != NULL ? xmlDocGetRootElement(document) : NULL;
	Walk walk = {.text = g_string_new(NULL)};
	if (root != NULL)
		walk_element(&walk, root, 0);
	close_signature(&walk);
	if (document != NULL)
		xmlFreeDoc(document);
	return g_string_free(walk.text, FALSE);
}
