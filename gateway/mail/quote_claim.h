/* quote_claim.h: what a line shows of who wrote, and when. For quote_attribution.c and
 * quote_header.c alone.
 */
#ifndef MAIL_QUOTE_CLAIM_H
#define MAIL_QUOTE_CLAIM_H

#include "mail/quote_line.h"

#define QUOTE_CLAIM_BYTES 400

/* What is to be known of a line, or of a few lines joined, to judge it. */
typedef struct {
	bool has_colon; /* at its end */
	bool has_verb;
	bool has_end_verb; /* the verb stands at its end */
	bool has_address;
	bool has_end_address;
	bool has_time;
	bool has_date;
	bool has_early_date; /* starts as a date does, with or without "On" before it */
	bool is_start;	     /* so surely that it does not go on from the line above */
	bool has_opening;
	bool has_reference; /* "In article <20260303.1@x>," */
	bool has_lead;	    /* "On", "Am", "Le": what stands before a date */
	bool has_name;	    /* nothing but a name stands before the address or the verb */
	bool is_sender;	    /* "sam via Forum <sam@x> wrote" and nothing else */
	bool is_dated_sender; /* "2009/5/12 Sam <sam@x>" and nothing else */
	bool has_tail;	      /* more than a verb or two behind the address, or a vote */
	bool has_end_name;    /* the verb, and behind it only somebody's name */
	bool speaks;	      /* says "I" or "we", which no program does */
	int words;
	int verb_word;	  /* the first one */
	int address_word; /* the last one */
	int date_word;	  /* which word holds the first whole date, from 0 */
} QuoteClaim;

/* Holds a date with a year, and a clock time. */
bool quote_has_moment(const QuoteLine *line);

/* False if the text is no attribution by its looks. */
bool quote_read_claim(const QuoteLine *joined, QuoteClaim *out_claim);

#endif
