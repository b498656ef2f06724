/* report_fields.h: `Name: value` fields in a piece of text, as reports and returned mails
 * carry them. For the readers of reports alone. */
#ifndef MAIL_REPORT_FIELDS_H
#define MAIL_REPORT_FIELDS_H

#include <stdbool.h>
#include <glib.h>

/* The groups of fields between blank lines. Of char *, owned. */
GPtrArray *fields_groups(const char *text);

/* First field of that name, unfolded and trimmed, or NULL. Reads `text` to its end,
 * blank lines or not. Owned. */
char *fields_find(const char *text, const char *name);

/* The same, but only within the first group: the header of a mail. */
char *fields_find_in_header(const char *text, const char *name);

#endif
