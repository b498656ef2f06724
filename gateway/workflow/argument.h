/* argument.h: what may stand behind the word of a command. For command*.c alone. */
#ifndef WORKFLOW_ARGUMENT_H
#define WORKFLOW_ARGUMENT_H

#include <stdbool.h>
#include <glib.h>

typedef enum {
	ARGUMENT_NONE,	   /* the word alone */
	ARGUMENT_REASON,   /* `word`, or `word: text` */
	ARGUMENT_TEXT,	   /* `word: text`, the text is needed */
	ARGUMENT_NAME,	   /* a few words */
	ARGUMENT_MAY_NAME, /* the same, or nothing */
	ARGUMENT_DATE,
	ARGUMENT_UNTIL, /* `until` and a date */
	ARGUMENT_DURATION,
	ARGUMENT_MAY_DURATION, /* the same, or nothing */
	ARGUMENT_ID,	       /* D-7 */
	ARGUMENT_MAY_ID,       /* the same, or nothing */
	ARGUMENT_YES_NO,
	ARGUMENT_RHYTHM, /* daily 08:30, weekly Mon 09:00, off */
	ARGUMENT_LEAVE,	 /* 2026-08-03..2026-08-17 delegate NAME */
	ARGUMENT_ZONE,
	ARGUMENT_WEEK,	  /* Mon-Fri 09:00-17:00; off */
	ARGUMENT_SLOTS,	  /* 09:30 13:00, or how many; off */
	ARGUMENT_PERCENT, /* nothing, or 60% */
	ARGUMENT_NUMBERS, /* 2 > 1, 3 */
	ARGUMENT_LINE,	  /* nothing, `2`, `2: text`, `D-12#2: text` or `: text` */
	ARGUMENT_LINE_OF, /* the same, the number is needed */
} ArgumentShape;

/* Does the argument fit the shape? `mark` is what stood between word and argument: ':' or
 * ' '. */
bool argument_fits(ArgumentShape shape, const char *argument, char mark);

/* It fits, but what it says cannot be: a sentence, and what to write instead if that is
 * known. NULL: it can, as far as one can tell without the person's hours and today's
 * date. Both owned. */
char *argument_mistake(ArgumentShape shape, const char *argument, char **out_instead);

bool argument_starts_like_date(const char *text);
size_t argument_count_words(const char *text);

#endif
