/* people_private.h: what people.c and people_leave.c share. */
#ifndef WORKFLOW_PEOPLE_PRIVATE_H
#define WORKFLOW_PEOPLE_PRIVATE_H

#include "workflow/people.h"

struct People {
	const Config *config;
	const Zone *zone;
	GPtrArray *persons;	/* of Person */
	GHashTable *by_id;	/* const char * to Person, borrowed */
	GHashTable *by_address; /* folded char * to Person */
	GPtrArray *configured;	/* of Leave: those of the configuration */
	GPtrArray *leaves;	/* of Leave: all that count now */
};

/* Those the configuration gives a person; mistakes to `problems`. */
void people_read_leaves(People *people, const ConfigPerson *from, const Person *person,
			GPtrArray *problems);

#endif
