/* phrase.h: the words of a date phrase, and what its forms share. For when.c alone.
 *
 * What returns bool says whether the phrase is dealt with: understood, or refused with an
 * error in `when`. */
#ifndef CALENDAR_PHRASE_H
#define CALENDAR_PHRASE_H

#include "calendar/when.h"

typedef struct {
	char **words; /* folded, the zone taken off */
	size_t count;
	const WhenInput *input;
	const Zone *zone; /* of the phrase */
	int weekday;	  /* what a date must be, 1 Monday; 0: any */
	When *when;
} Phrase;

bool phrase_give(const Phrase *phrase, Instant instant, Grain grain);
bool phrase_give_future(const Phrase *phrase, Instant instant, Grain grain);

/* Takes both strings; `suggestion` may be NULL. */
bool phrase_refuse(const Phrase *phrase, char *suggestion, char *error);

/* 13/8/2026, 8/13, 2026/08/13 and their kin: nobody is asked to guess. False if the
 * phrase is none of them. */
bool phrase_refuse_order(const Phrase *phrase);

/* A day, and whatever clock stands in the words from `from` on. */
bool phrase_give_day(const Phrase *phrase, int64_t day, size_t from);
bool phrase_give_date(const Phrase *phrase, int year, int month, int day, size_t from);

/* "14:00 +05:45", "14:00-08:00" behind that date: an instant. "14:00-15:00" is rather a
 * span, whose end is later than its start. False if nothing of the kind is there, or the
 * date is not right. */
bool phrase_give_offset(const Phrase *phrase, int year, int month, int day);

/* The end of the working day with that number; without hours, of the default one. False:
 * refused. */
bool phrase_day_end(const Phrase *phrase, int64_t day, Instant *out_end);

int64_t phrase_today(const Phrase *phrase);
int phrase_last_day_of(int year, int month);

/* "14:00", "5pm", "noon". */
bool phrase_read_clock(const char *word, int *out_hour, int *out_minute, int *out_second);

/* From 0, by the whole name or its start; -1 if it is none. */
int phrase_weekday(const char *word);
int phrase_month(const char *word);

#endif
