/* burden.h: who took a window outside their own hours, and for which decision: the ledger
 * by which such hours go round. TIME K, L2. */
#ifndef WORKFLOW_BURDEN_H
#define WORKFLOW_BURDEN_H

#include "base/world.h"

#include <glib.h>

typedef struct {
	char *circle; /* ids of all who were to meet, sorted, joined by commas: each
			 circle has a ledger of its own */
	char *person;
	char *item;
	Instant at;	 /* when the window begins */
	int64_t minutes; /* of it outside their hours */
} Burden;
void burden_free(Burden *burden);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Burden, burden_free)

#endif
