/* html_quote.h: what mail programs say in HTML about what was there before. For html.c
 * alone. */
#ifndef MAIL_HTML_QUOTE_H
#define MAIL_HTML_QUOTE_H

#include <stdbool.h>
#include <libxml/tree.h>

typedef enum {
	HTML_OWN,	  /* nothing is said of this element */
	HTML_ATTRIBUTION, /* it introduces the block quote next to it */
	HTML_INTRODUCED,  /* it holds a block quote and, before it, its attribution */
	HTML_QUOTED,	  /* all of it was there before */
	HTML_FENCE,	  /* it, and all that follows in the mail, was there before */
} HtmlQuote;

/* A block quote that only moves its user's own text to the right, by its style. */
bool html_is_indent(xmlNode *quote);

/* By names that programs, not people, give to elements; so in every language. */
HtmlQuote html_quote(xmlNode *element);

#endif
