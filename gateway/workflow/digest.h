/* digest.h: what one person should know, once a day or once a week. MAIL 11. Pure. */
#ifndef WORKFLOW_DIGEST_H
#define WORKFLOW_DIGEST_H

#include "workflow/desk.h"

typedef struct {
	json_t *model; /* for templates/digest: gateway, you, from, until, period, groups,
			  is_empty */
	GPtrArray *lines; /* of char *: the item of line 1, 2, ... */
	bool is_empty;
} Digest;
void digest_free(Digest *digest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Digest, digest_free)

/* `items` (of Item): all open ones, and those changed since `from`. The window is (from,
 * until]. */
Digest *digest_build(const Desk *desk, const Person *person, const GPtrArray *items,
		     Instant from, Instant until);

/* When the person's next digest after `after` is due: at the wished local time, rolled
 * forward into working hours. INSTANT_NONE: never. */
Instant digest_next(const Person *person, Instant after);

/* The same for somebody who was away: what waited, and what happened meanwhile. Who stood
 * in may be NULL. */
Notice *digest_welcome(const Desk *desk, const Person *person, Digest *digest,
		       int64_t number, const Person *stood_in);

/* The notice that carries it; `number` makes replies to its lines find them (token item
 * "G-number"). */
Notice *digest_notice(const Desk *desk, const Person *person, Digest *digest,
		      int64_t number);

#endif
