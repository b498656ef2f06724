/* html_hidden.c: what a style says of being seen.
 *
 * A colour hides nothing here: which one stands behind it is not known, and a dark screen
 * turns both about.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/html_hidden.h"

#include <glib.h>
#include <string.h>

#define STYLE_MAX_BYTES	 2000
#define DECLARATIONS_MAX 100

/* "display:none;font-size:0", without spaces and comments, in lower case. */
static char *plain_style(const xmlNode *node)
{
	xmlChar *style = xmlGetProp((xmlNode *)(uintptr_t)node, (const xmlChar *)"style");
	if (style == NULL)
		return NULL;
	g_autofree char *written = g_strndup((const char *)style, STYLE_MAX_BYTES);
	xmlFree(style);
	GString *plain = g_string_sized_new(strlen(written));
	for (const char *c = written; *c != '\0'; c++) {
		const char *end = c[0] == '/' && c[1] == '*' ? strstr(c + 2, "*/") : NULL;
		if (end != NULL)
			c = end + 1;
		else if (!g_ascii_isspace(*c))
			g_string_append_c(plain, g_ascii_tolower(*c));
	}
	return g_string_free(plain, FALSE);
}

/* "0", "0px", "0.0em" */
static bool is_nothing(const char *value)
{
	size_t zeros = strspn(value, "0.");
	return *value == '0' && !g_ascii_isdigit(value[zeros]);
}

typedef struct {
	bool is_gone;	  /* it and all in it */
	bool is_clipped;  /* what is larger than it */
	bool has_no_size; /* itself */
	bool is_wordless; /* its own words alone */
} Style;

static void read_declaration(Style *style, const char *name, const char *value)
{
	if (g_str_equal(name, "display"))
		style->is_gone |= g_str_has_prefix(value, "none");
	else if (g_str_equal(name, "visibility"))
		style->is_gone |= g_str_has_prefix(value, "hidden");
	else if (g_str_equal(name, "opacity"))
		style->is_gone |= is_nothing(value);
	else if (g_str_equal(name, "overflow"))
		style->is_clipped |= g_str_has_prefix(value, "hidden");
	else if (g_str_equal(name, "max-height") || g_str_equal(name, "height"))
		style->has_no_size |= is_nothing(value);
	else if (g_str_equal(name, "font-size"))
		style->is_wordless = is_nothing(value);
}

static bool has_elements(const xmlNode *node)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if (child->type == XML_ELEMENT_NODE &&
		    g_ascii_strcasecmp((const char *)child->name, "br") != 0)
			return true;
	return false;
}

/* Parts of a table grow with what is in them, whatever their height. */
static bool can_clip(const xmlNode *node)
{
	const char *name = (const char *)node->name;
	return g_ascii_strcasecmp(name, "table") != 0 &&
	       g_ascii_strcasecmp(name, "tr") != 0 &&
	       g_ascii_strcasecmp(name, "td") != 0 && g_ascii_strcasecmp(name, "th") != 0;
}

bool html_hidden(const xmlNode *node)
{
	if (xmlHasProp((xmlNode *)(uintptr_t)node, (const xmlChar *)"hidden") != NULL)
		return true;
	g_autofree char *plain = plain_style(node);
	if (plain == NULL)
		return false;
	Style style = {0};
	g_auto(GStrv) declarations = g_strsplit(plain, ";", DECLARATIONS_MAX);
	for (size_t i = 0; declarations[i] != NULL; i++) {
		char *colon = strchr(declarations[i], ':');
		if (colon == NULL)
			continue;
		*colon = '\0';
		read_declaration(&style, declarations[i], colon + 1);
	}
	return style.is_gone ||
	       (style.is_clipped && style.has_no_size && can_clip(node)) ||
	       (style.is_wordless && !has_elements(node));
}
