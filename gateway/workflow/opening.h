/* opening.h: what the opening mails of all kinds have in common: who owns it, who is
 * asked, by when. */
#ifndef WORKFLOW_OPENING_H
#define WORKFLOW_OPENING_H

#include "workflow/desk.h"

/* A new item from the mail being read, with title, project, tags, fields and opener; the
 * turn's item from now on. */
void opening_begin(Turn *turn, Kind kind, State state);

/* The person named by the first of `fields` (a NULL-terminated list) that is there; else
 * `otherwise`. Who cannot be found, or more than one, is reported in the transcript. */
const Person *opening_person(Turn *turn, const char *const *fields,
			     const Person *otherwise);

/* The people named by a field (split at commas); NULL if the field is missing. GPtrArray
 * of ids, owned. */
GPtrArray *opening_people(Turn *turn, const char *field);

/* Persons in To and Cc that we know, without the sender. */
GPtrArray *opening_recipients(Turn *turn);

/* When the mail (or else the phrase of the rule) says it is due, for that owner and those
 * who are asked. Mistakes go to the transcript and the rule's phrase is used.
 * INSTANT_NONE if nothing says. `*out_phrase` is borrowed. */
Instant opening_due(Turn *turn, const Person *owner, const GPtrArray *asked,
		    const char *rule_phrase, const char **out_phrase);

/* A date phrase as `owner` means it, `fair` for all of `asked` (ids; may be NULL). Never
 * NULL; owned. */
When *opening_when(Turn *turn, const char *phrase, const Person *owner,
		   const GPtrArray *asked);

/* What the writer said besides fields and commands. Owned. */
char *opening_body(const Reading *reading);

/* Put near-miss keys of the head block into the transcript. */
void opening_report_problems(Turn *turn);

#endif
