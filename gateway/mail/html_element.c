/* html_element.c: what the elements of HTML are to a reader.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/html_element.h"

#include <glib.h>

static const struct {
	const char *name;
	HtmlElement kind;
} elements[] = {
	{"address", ELEMENT_BLOCK},    {"article", ELEMENT_BLOCK},
	{"aside", ELEMENT_BLOCK},      {"blockquote", ELEMENT_BLOCK},
	{"body", ELEMENT_BLOCK},       {"center", ELEMENT_BLOCK},
	{"dd", ELEMENT_BLOCK},	       {"div", ELEMENT_BLOCK},
	{"dl", ELEMENT_BLOCK},	       {"dt", ELEMENT_BLOCK},
	{"fieldset", ELEMENT_BLOCK},   {"footer", ELEMENT_BLOCK},
	{"form", ELEMENT_BLOCK},       {"h1", ELEMENT_PARAGRAPH},
	{"h2", ELEMENT_PARAGRAPH},     {"h3", ELEMENT_PARAGRAPH},
	{"h4", ELEMENT_PARAGRAPH},     {"h5", ELEMENT_PARAGRAPH},
	{"h6", ELEMENT_PARAGRAPH},     {"header", ELEMENT_BLOCK},
	{"hr", ELEMENT_PARAGRAPH},     {"li", ELEMENT_BLOCK},
	{"main", ELEMENT_BLOCK},       {"ol", ELEMENT_BLOCK},
	{"p", ELEMENT_PARAGRAPH},      {"pre", ELEMENT_BLOCK},
	{"section", ELEMENT_BLOCK},    {"table", ELEMENT_BLOCK},
	{"tr", ELEMENT_BLOCK},	       {"ul", ELEMENT_BLOCK},
	{"head", ELEMENT_SKIPPED},     {"script", ELEMENT_SKIPPED},
	{"style", ELEMENT_SKIPPED},    {"title", ELEMENT_SKIPPED},
	{"template", ELEMENT_SKIPPED}, {"object", ELEMENT_SKIPPED},
	{"noscript", ELEMENT_SKIPPED}, {"svg", ELEMENT_SKIPPED},
	{"select", ELEMENT_SKIPPED},
};

HtmlElement html_element(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(elements); i++) {
		if (g_ascii_strcasecmp(name, elements[i].name) == 0)
			return elements[i].kind;
	}
	return ELEMENT_INLINE;
}

bool html_element_is_void(const char *name)
{
	static const char *const names[] = {
		"area", "base",	 "basefont", "br",   "col",   "embed",	"frame", "hr",
		"img",	"input", "link",     "meta", "param", "source", "track", "wbr",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_ascii_strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}
