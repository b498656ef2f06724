/* profile.h: what a person says of their own working life, by mail, beside what the
 * configuration says: zone, hours, focus, slots, digest, mute. Pure. */
#ifndef WORKFLOW_PROFILE_H
#define WORKFLOW_PROFILE_H

#include "base/fault.h"
#include "calendar/zone.h"

typedef enum {
	PROFILE_ZONE,	/* "Asia/Kolkata" */
	PROFILE_HOURS,	/* "Mon-Thu 09:00-12:30; Fri 09:00-15:00" */
	PROFILE_FOCUS,	/* the same, or "off" */
	PROFILE_SLOTS,	/* "09:30 13:00", "3", or "off" */
	PROFILE_DIGEST, /* "daily 08:30", "weekly Mon 09:00", or "off" */
	PROFILE_MUTE,	/* "on" or "off" */
} ProfileKey;
#define PROFILE_KEYS (PROFILE_MUTE + 1)

/* "zone": as in the configuration, and in `pin`. */
const char *profile_key_name(ProfileKey key);
bool profile_key_from_name(const char *name, ProfileKey *out_key);

typedef enum {
	PROFILE_ASSUMED,    /* nobody said */
	PROFILE_CONFIGURED, /* the operator did */
	PROFILE_BY_MAIL,    /* the person did */
} ProfileSource;
const char *profile_source_name(ProfileSource source);

/* One value of one person, as it is in force. */
typedef struct {
	char *text;
	ProfileSource source;
	Instant at;	/* of the mail; else INSTANT_NONE */
	bool is_pinned; /* the configuration's word is the last */
} ProfileValue;

/* One value as a mail set it. */
typedef struct {
	char *person;
	ProfileKey key;
	char *text; /* NULL: as the configuration has it */
	Instant at;
} ProfileLine;
ProfileLine *profile_line_new(const char *person, ProfileKey key, const char *text,
			      Instant at);
void profile_line_free(ProfileLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ProfileLine, profile_line_free)

/* What a person wrote after the word, in the form above; owned. "default" gives NULL in
 * *out_text: as configured. Hours without days have the days of the part before them.
 * FAULT_UNREADABLE with a sentence. */
bool profile_read(ProfileKey key, const char *written, char **out_text, GError **error);

/* Do these hours leave any time outside that focus? Both in the form above.
 * FAULT_UNREADABLE. */
bool profile_is_possible(const char *hours, const char *focus, GError **error);

/* ---- what values mean; those that profile_read() gave never fail ------------ */

typedef enum { DIGEST_OFF, DIGEST_DAILY, DIGEST_WEEKLY } DigestRhythm;

typedef struct {
	DigestRhythm rhythm;
	int weekday; /* 1 Monday .. 7 Sunday, for weekly */
	int minute;  /* of the local day */
} DigestWish;

bool profile_read_digest(const char *text, DigestWish *out_wish);

/* "09:30": minutes of the day, appended; "3": so many, spread over the day. */
#define PROFILE_SLOTS_MAX 24
bool profile_read_slot(const char *text, GArray *minutes, int *out_count);

/* "off", "none" and "no" take something away. */
bool profile_is_off(const char *text);

#endif
