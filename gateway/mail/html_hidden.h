/* html_hidden.h: elements that their reader does not see. For this room alone. */
#ifndef MAIL_HTML_HIDDEN_H
#define MAIL_HTML_HIDDEN_H

#include <libxml/tree.h>
#include <stdbool.h>

/* By an attribute or a style of its own that no element in it can undo. What hides only
 * its own words, as letters of no size do, counts where no other element is in it. */
bool html_hidden(const xmlNode *node);

#endif
