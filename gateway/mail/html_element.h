/* html_element.h: what the elements of HTML are to a reader. For html*.c alone. */
#ifndef MAIL_HTML_ELEMENT_H
#define MAIL_HTML_ELEMENT_H

#include <stdbool.h>

typedef enum {
	ELEMENT_INLINE,
	ELEMENT_BLOCK,	   /* stands on lines of its own */
	ELEMENT_PARAGRAPH, /* with an empty one above and below */
	ELEMENT_SKIPPED,   /* nobody reads it */
} HtmlElement;

/* In whatever case the name is. */
HtmlElement html_element(const char *name);

/* Never holds anything, so is never closed. */
bool html_element_is_void(const char *name);

#endif
