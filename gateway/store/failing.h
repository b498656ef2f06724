/* failing.h: addresses that mail does not reach. MAIL 4. */
#ifndef STORE_FAILING_H
#define STORE_FAILING_H

#include "store/store.h"

/* One failure: `weight` in tenths, at most once a day for an address; a week without one
 * begins anew. */
bool failing_note(Store *store, const char *address, int weight, Instant now,
		  GError **error);

/* The sum in tenths, 0 after a quiet week. */
bool failing_score(Store *store, const char *address, Instant now, int *out_score,
		   GError **error);

#endif
