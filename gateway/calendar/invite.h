/* invite.h: an appointment as a calendar file (RFC 5545). It is published, not a request
 * (RFC 5546, 3.2.1): nobody's calendar answers it, since the answer is a vote. */
#ifndef CALENDAR_INVITE_H
#define CALENDAR_INVITE_H

#include "base/world.h"

#include <stdbool.h>
#include <glib.h>

typedef struct {
	char *uid; /* the same for every version of it */
	char *summary;
	char *organizer_name;
	char *organizer; /* address */
	Instant start, end;
	Instant made;
	int sequence; /* of this version, from 0 */
	bool is_cancelled;
} Invite;
void invite_free(Invite *invite);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Invite, invite_free)

/* CRLF lines of at most 75 bytes, times in UTC. Owned. */
char *invite_write(const Invite *invite);
/* "text/calendar; charset=utf-8; method=PUBLISH". */
const char *invite_type(const Invite *invite);

#endif
