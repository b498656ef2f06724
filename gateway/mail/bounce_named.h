/* bounce_named.h: whom a delivery report names that follows no RFC. For bounce_forms.c
 * alone. */
#ifndef MAIL_BOUNCE_NAMED_H
#define MAIL_BOUNCE_NAMED_H

#include "mail/message.h"

/* The addresses that were not reached, or not yet, in order, each once; empty if none can
 * be told. `notice` is what the reporter wrote, without the returned mail. Of char *,
 * owned. */
GPtrArray *bounce_read_named(const Message *message, const char *notice,
			     const char *subject_and_notice);

#endif
