/* people_private.h: what people.c, people_leave.c and person.c share. */
#ifndef WORKFLOW_PEOPLE_PRIVATE_H
#define WORKFLOW_PEOPLE_PRIVATE_H

#include "workflow/people.h"

struct People {
	const Config *config;
	const Zone *zone;
	GPtrArray *persons;	/* of Person */
	GHashTable *files;	/* path to Holidays, NULL where it cannot be read */
	GHashTable *by_id;	/* const char * to Person, borrowed */
	GHashTable *by_address; /* folded char * to Person */
	GPtrArray *configured;	/* of Leave: those of the configuration */
	GPtrArray *leaves;	/* of Leave: all that count now */
};

/* What the configuration says of who somebody is; then, as often as it changes, how they
 * work: anew, without absences. */
Person *person_new(const ConfigPerson *from);
void person_build(People *people, Person *person, const ConfigPerson *from,
		  const GPtrArray *lines, GPtrArray *problems);
/* What a value is without any mail. Owned. */
char *person_configured_value(const ConfigPerson *from, ProfileKey key,
			      const Zone *fallback, ProfileSource *out_source);
/* Does any of `lines` speak of this person, or did one? */
bool person_is_touched(const Person *person, const GPtrArray *lines);
void person_free(Person *person);
/* The place of a key, or of the person. Borrowed. */
Place person_place(const ConfigPerson *from, const char *key);
/* UTC, after a word to `problems`, if nobody knows the name. */
const Zone *people_zone_or_problem(const char *name, Place place, GPtrArray *problems);

/* Absences into hours that were built anew. */
void people_renew_leaves(People *people);

/* A calendar of absences that cannot be read is a mistake; events that are not used are
 * remarked on, with their line. */
void people_check_feed(const char *path, Place place, GPtrArray *problems);

/* Those the configuration gives a person; mistakes to `problems`. */
void people_read_leaves(People *people, const ConfigPerson *from, const Person *person,
			GPtrArray *problems);

#endif
