/* people.h: the persons and groups we know, with their hours, ready for arithmetic.
 *
 * Built once from the configuration; const afterwards, but for who is away and what
 * people wrote of themselves. A Person stays where it is; what it points to may change.
 * Mistakes (unknown zone, impossible hours, unreadable holidays) are collected with file
 * and line. */
#ifndef WORKFLOW_PEOPLE_H
#define WORKFLOW_PEOPLE_H

#include "base/config.h"
#include "calendar/focus.h"
#include "calendar/hours.h"
#include "workflow/leave.h"
#include "workflow/profile.h"

typedef struct {
	const char *id; /* borrowed from the configuration, as are the others */
	const char *name;
	const GPtrArray *addresses; /* of char *; the first is written to */
	const Zone *zone;
	bool is_zone_assumed;  /* nobody said so: the gateway's */
	Hours *hours;	       /* absences taken out */
	Hours *plain_hours;    /* as if nobody were ever away */
	Focus *focus;	       /* never NULL; most are empty */
	const GPtrArray *keys; /* of char *: fingerprints of signing keys */
	const char *manager;   /* id or NULL */
	DigestWish digest;
	GArray *slots;	/* of int: minutes of the day when unasked mail may arrive */
	int slot_count; /* or so many spread over the day; neither: any working minute */
	bool is_muted;	/* no digests, and no news of what others own */
	int daily_cap;	/* unasked mails on one day */
	ProfileValue profile[PROFILE_KEYS]; /* where all this comes from */
} Person;

typedef struct People People;

People *people_new(const Config *config, GPtrArray *problems);
void people_free(People *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(People, people_free)

const Person *people_find(const People *people, const char *id);
const Person *people_by_address(const People *people, const char *address);
size_t people_count(const People *people);
const Person *people_at(const People *people, size_t index);

/* The ids of all persons, of char *, borrowed strings. */
GPtrArray *people_ids(const People *people);

/* Whom a word names: an id, "group:x", a group's name, an address, a display name, or a
 * first name that only one person has. Appends ids (borrowed, each once) to `out_ids`;
 * false if it names nobody. */
bool people_resolve(const People *people, const char *word, GPtrArray *out_ids);

/* The group ids a person is in. GPtrArray of const char *, owned. */
GPtrArray *people_groups_of(const People *people, const char *person_id);

/* Names near `word`, for "did you mean": up to three ids. NULL-terminated, owned. */
char **people_suggest(const People *people, const char *word);

/* Who acts above `id`: the manager, or NULL. */
const Person *people_manager(const People *people, const char *id);

/* Everyone's hours anew: those of the configuration without its absences and `leaves` (of
 * Leave, copied; NULL: none). No pointer to hours taken before stays good. */
void people_set_leaves(People *people, const GPtrArray *leaves);
/* One person anew (`id` NULL: everyone whom it concerns or has concerned), with what
 * `lines` (of ProfileLine) say; those of others are passed over. Values that the
 * configuration pins stay. */
void people_set_profiles(People *people, const char *id, const GPtrArray *lines);

/* What the configuration, or nobody, says of a value, whatever a mail has said. Owned. */
char *people_configured_value(const People *people, const char *id, ProfileKey key,
			      ProfileSource *out_source);

/* The absence in which `id` is at `at`, NULL if there is none. Borrowed. */
const Leave *people_leave_at(const People *people, const char *id, Instant at);
/* All of `id` that end after `since`, by their beginning. Borrowed, of const Leave; the
 * array is owned. */
GPtrArray *people_leaves_of(const People *people, const char *id, Instant since);
/* Who acts for somebody who is away: the delegate, or the delegate's, if that one is away
 * too. NULL: nobody, or a circle. */
const Person *people_stand_in(const People *people, const char *id, Instant at);

/* Hours of whoever has none of their own. */
const Zone *people_zone(const People *people);

/* The first instant at or after `from` at which something that is not urgent and has no
 * due may reach `person`: pace.h knows more. Falls back to `from` if the person never
 * works. */
Instant person_next_delivery(const Person *person, Instant from);

#endif
