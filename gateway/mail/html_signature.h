/* html_signature.h: the element that a mail program keeps its user's signature in. For
 * html.c alone. */
#ifndef MAIL_HTML_SIGNATURE_H
#define MAIL_HTML_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>
#include <libxml/tree.h>

/* By the names that programs give to it. People write in it too: it alone proves nothing.
 */
bool html_signature(xmlNode *element);

/* The line `-- ` above what begins at `start` and goes on to the end of `text`, unless
 * there is one, or all that stands above is a greeting: then the letter itself follows.
 */
void html_signature_delimit(GString *text, size_t start);

/* The line at the end of `text` is `--`. */
bool html_signature_ends_in_dashes(const GString *text);

#endif
