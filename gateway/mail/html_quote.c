/* html_quote.c: the marks that mail programs leave around what they quote.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/html_quote.h"

#include <stdbool.h>
#include <string.h>
#include <glib.h>

#define SEARCH_MAX_ELEMENTS 200
#define REPLY_SECTION	    "messagereplysection"
#define BODY_SECTION	    "messagebodysection"

/* Other programs put letters before the names they find, and numbers behind:
 * "x_divRplyFwdMsg", "ydp1a2byahoo_quoted_17". */
static const struct {
	const char *name; /* lower case */
	HtmlQuote kind;
} names[] = {
	{"gmail_attr", HTML_ATTRIBUTION},
	{"moz-cite-prefix", HTML_ATTRIBUTION},
	{"protonmail_quote", HTML_INTRODUCED},
	{"zmail_extra", HTML_INTRODUCED},
	{REPLY_SECTION, HTML_INTRODUCED},
	{"missive_quote", HTML_INTRODUCED},
	{"freshdesk_quote", HTML_INTRODUCED},
	{"yahoo_quoted", HTML_QUOTED},
	{"aol_quoted", HTML_QUOTED},
	{"domino-section", HTML_QUOTED},
	{"isreplycontent", HTML_QUOTED},
	{"divrplyfwdmsg", HTML_FENCE},
	{"stopspelling", HTML_FENCE},
	{"mail-editor-reference-message-container", HTML_FENCE},
};

static bool is_element(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       g_ascii_strcasecmp((const char *)node->name, name) == 0;
}

/* Lower case, without spaces; "" if there is no such attribute. */
static char *squeezed(xmlNode *element, const char *attribute)
{
	xmlChar *value = xmlGetProp(element, (const xmlChar *)attribute);
	g_autoptr(GString) text = g_string_new(NULL);
	for (const char *c = (const char *)value; c != NULL && *c != '\0'; c++)
		if (*c != ' ')
			g_string_append_c(text, g_ascii_tolower(*c));
	xmlFree(value);
	return g_strdup(text->str);
}

static const char *find_name(const char *word, HtmlQuote *out_kind)
{
	size_t end = strlen(word);
	while (end > 0 && strchr("0123456789_", word[end - 1]) != NULL)
		end--;
	g_autofree char *bare = g_ascii_strdown(word, (gssize)end);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (!g_str_has_suffix(bare, names[i].name))
			continue;
		*out_kind = names[i].kind;
		return names[i].name;
	}
	return NULL;
}

/* The name it goes by in the table; NULL if it has none of them. */
static const char *find_own_name(xmlNode *element, HtmlQuote *out_kind)
{
	static const char *const attributes[] = {"class", "id", "name"};
	const char *name = NULL;
	for (size_t a = 0; a < G_N_ELEMENTS(attributes) && name == NULL; a++) {
		xmlChar *value = xmlGetProp(element, (const xmlChar *)attributes[a]);
		g_auto(GStrv) words = g_strsplit_set(
			value != NULL ? (const char *)value : "", " \t\n", 20);
		xmlFree(value);
		for (size_t i = 0; words[i] != NULL && name == NULL; i++)
			name = find_name(words[i], out_kind);
	}
	return name;
}

/* The next element, if nothing to read stands before it. */
static const xmlNode *next_element(const xmlNode *node)
{
	for (node = node->next; node != NULL && !is_element(node, "blockquote");
	     node = node->next) {
		bool is_space = xmlIsBlankNode(node) || is_element(node, "br");
		if (!is_space)
			break;
	}
	return node;
}

static bool holds_quote(const xmlNode *element, int *searched)
{
	for (const xmlNode *child = element->children; child != NULL;
	     child = child->next) {
		if (++*searched > SEARCH_MAX_ELEMENTS)
			return false;
		if (is_element(child, "blockquote") || holds_quote(child, searched))
			return true;
	}
	return false;
}

/* "From:", "Sent:" in bold: the labels of a header, in whatever language. */
static int count_labels(const xmlNode *element, int *searched)
{
	int labels = 0;
	for (const xmlNode *child = element->children; child != NULL;
	     child = child->next) {
		if (++*searched > SEARCH_MAX_ELEMENTS)
			return labels;
		bool is_bold = is_element(child, "b") || is_element(child, "strong");
		if (!is_bold) {
			labels += count_labels(child, searched);
			continue;
		}
		xmlChar *text = xmlNodeGetContent(child);
		g_autofree char *label = g_strdup((const char *)text);
		xmlFree(text);
		g_strchomp(label);
		labels += g_str_has_suffix(label, ":") ||
			  g_str_has_suffix(label, "\xef\xbc\x9a");
	}
	return labels;
}

/* A name that stands for an address: "mailto:" is behind it. */
static bool links_name(xmlNode *element, int *searched)
{
	for (xmlNode *child = element->children; child != NULL; child = child->next) {
		if (++*searched > SEARCH_MAX_ELEMENTS)
			return false;
		if (!is_element(child, "a")) {
			if (links_name(child, searched))
				return true;
			continue;
		}
		g_autofree char *target = squeezed(child, "href");
		xmlChar *text = xmlNodeGetContent(child);
		bool is_name = text != NULL && strchr((const char *)text, '@') == NULL;
		xmlFree(text);
		if (is_name && g_str_has_prefix(target, "mailto:"))
			return true;
	}
	return false;
}

/* Outlook draws a line above the header of what it quotes; its smaller kin another, by
 * which a person's signature is set apart too, but that has no link from a name. */
static bool is_outlook_header(xmlNode *element)
{
	g_autofree char *style = squeezed(element, "style");
	int searched = 0;
	int linked = 0;
	if (strstr(style, "border-top-style:solid") != NULL)
		return count_labels(element, &searched) >= 3 &&
		       links_name(element, &linked);
	return strstr(style, "border:none") != NULL &&
	       strstr(style, "border-top:solid") != NULL &&
	       count_labels(element, &searched) >= 2;
}

/* "---------- Forwarded message": what is forwarded follows. */
static bool starts_with_dashes(xmlNode *element)
{
	xmlChar *text = xmlNodeGetContent(element);
	const char *start = text != NULL ? (const char *)text : "";
	start += strspn(start, " \t\r\n");
	bool has_dashes = g_str_has_prefix(start, "-----");
	xmlFree(text);
	return has_dashes;
}

static HtmlQuote judge_attribution(xmlNode *element)
{
	const xmlNode *next = next_element(element);
	if (next != NULL && is_element(next, "blockquote"))
		return HTML_ATTRIBUTION;
	return starts_with_dashes(element) ? HTML_FENCE : HTML_OWN;
}

/* A reply section alone is what somebody wrote where the program answers. */
static bool has_body_section(xmlNode *element)
{
	int searched = 0;
	for (xmlNode *before = element->prev;
	     before != NULL && ++searched < SEARCH_MAX_ELEMENTS; before = before->prev) {
		g_autofree char *name = before->type == XML_ELEMENT_NODE
						? squeezed(before, "name")
						: NULL;
		if (name != NULL && g_str_equal(name, BODY_SECTION))
			return true;
	}
	return false;
}

HtmlQuote html_quote(xmlNode *element)
{
	int searched = 0;
	if (element->properties == NULL || is_element(element, "blockquote"))
		return HTML_OWN;
	HtmlQuote kind = HTML_OWN;
	const char *name = find_own_name(element, &kind);
	if (kind == HTML_OWN && is_element(element, "div") && is_outlook_header(element))
		return HTML_FENCE;
	if (kind == HTML_ATTRIBUTION)
		return judge_attribution(element);
	if (kind != HTML_INTRODUCED || holds_quote(element, &searched))
		return kind;
	bool is_alone = g_str_equal(name, REPLY_SECTION) && !has_body_section(element);
	return is_alone ? HTML_OWN : HTML_QUOTED;
}

bool html_is_indent(xmlNode *quote)
{
	static const char *const names_of_quotes[] = {"type", "cite", "class", "id"};
	if (quote->properties == NULL)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(names_of_quotes); i++)
		if (xmlHasProp(quote, (const xmlChar *)names_of_quotes[i]) != NULL)
			return false;
	xmlNode *before = quote->prev;
	while (before != NULL && (xmlIsBlankNode(before) || is_element(before, "br")))
		before = before->prev;
	if (before != NULL && before->type == XML_ELEMENT_NODE &&
	    html_quote(before) == HTML_ATTRIBUTION)
		return false;
	g_autofree char *style = squeezed(quote, "style");
	return strstr(style, "border:none") != NULL && strstr(style, "40px") != NULL &&
	       strstr(style, "padding:0") != NULL;
}
