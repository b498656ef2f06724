/* bounce_said.h: which piece of a report's prose is about whom. For bounce_forms.c
 * and bounce_named.c alone. */
#ifndef MAIL_BOUNCE_SAID_H
#define MAIL_BOUNCE_SAID_H

#include <glib.h>

/* What `notice` says of each of `addresses` (of char *), in their order: from the line
 * that names it to that which names the next. Of one that stands alone and is not named,
 * all of it. Of char *, owned. */
GPtrArray *said_of_each(const char *notice, const GPtrArray *addresses);

/* The notice without those lines of a reason that begin as a line which names a recipient
 * does: what goes on below "<address>: reason" is indented. Owned. */
char *said_leave_out_reasons(const char *notice);

#endif
