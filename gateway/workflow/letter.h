/* letter.h: the beginning of every notice: to whom, about what, with the values all
 * templates share. */
#ifndef WORKFLOW_LETTER_H
#define WORKFLOW_LETTER_H

#include "workflow/desk.h"

/* A notice of `kind` (DESIGN 7.2) to a person, by templates/`template`.txt and .html. Its
 * key is "ITEM:KIND:PERSON:`what`"; `what` tells repeats apart. It may leave at once if
 * it is urgent or an answer, else as pace.h says, before the item's due. The model holds
 * gateway, you, item. */
typedef enum { LETTER_PATIENT, LETTER_ANSWER, LETTER_URGENT } LetterPace;
Notice *letter_new(const Desk *desk, LetterPace pace, const char *kind,
		   const char *template, const Item *item, const Person *to,
		   const char *what);

/* To leave in the hours, focus and slots of `to`, no sooner than `from`. */
void letter_pace(Notice *notice, const Person *to, Instant from);

/* The direct answer to the mail being read: threads on it, is keyed by it. */
Notice *letter_answer(const Turn *turn, const char *kind, const char *template);
Notice *letter_answer_mail(const Desk *desk, const Reading *reading, const char *kind,
			   const char *template, const Item *item);

/* A one-press answer: `buttons.NAME` in the template, and the reply it writes. */
void letter_button(Notice *notice, const char *name, const char *body);

/* "Fri 2025-03-14 17:00 Europe/Berlin", in the zone of `to`. JSON string; null for
 * INSTANT_NONE. */
json_t *letter_time(const Person *to, Instant instant);
/* "3 working hours", "2 working days": seconds of working time in words, whole units, for
 * templates: {days, hours, minutes} of eight-hour days. */
json_t *letter_working_time(int64_t seconds);

/* The display name of a person id, or the id (an address) itself. Borrowed. */
const char *letter_name(const Desk *desk, const char *id);
/* Names of several, joined with commas. Owned. */
char *letter_names(const Desk *desk, const GPtrArray *ids);

/* The receipt in a plan, if there is one, says when those who are asked get it, in their
 * own time: `seen` [{name, at, now}]. */
void letter_say_when_seen(Plan *plan, const Desk *desk);

/* `positions` and `has_positions`: what everyone has said, in `to`'s time. */
void letter_positions(Notice *notice, const Desk *desk, const Item *item,
		      const Person *to);

#endif
