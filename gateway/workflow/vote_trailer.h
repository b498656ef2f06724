/* vote_trailer.h: `Acked-by: Name <address>`, as those write who read patches. For
 * vote*.c alone. */
#ifndef WORKFLOW_VOTE_TRAILER_H
#define WORKFLOW_VOTE_TRAILER_H

#include "workflow/command.h"

/* The trailer on line `at`, if it is that of `sender`; unclear if what stands around it
 * binds it. NULL: there is none. Owned. */
Position *vote_trailer_read(char **lines, int from, int at, const char *sender);

#endif
