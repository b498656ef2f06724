/* bounce_words.h: the wordings by which mail servers say that they failed, and the
 * addresses and codes in them. For the readers of bounces alone. */
#ifndef MAIL_BOUNCE_WORDS_H
#define MAIL_BOUNCE_WORDS_H

#include <stdbool.h>
#include <glib.h>

#include "mail/message.h"

typedef enum {
	WORDS_RETURNED,	 /* a line after which the returned mail follows */
	WORDS_REPORTER,	 /* From of a mail system */
	WORDS_PROGRAM,	 /* the same, without the postmaster, who may be a person */
	WORDS_SUBJECT,	 /* subject of a report */
	WORDS_FAILURE,	 /* "could not be delivered", after which recipients are listed */
	WORDS_DELAY,	 /* it will be tried again */
	WORDS_FINAL,	 /* it will not */
	WORDS_SUCCESS,	 /* it has arrived */
	WORDS_TROUBLE,	 /* something has not */
	WORDS_ITEM,	 /* one line of a list of recipients */
	WORDS_ON_LINE,	 /* one behind the colon of the line that says so */
	WORDS_NEXT_ITEM, /* what follows it on the same line */
	WORDS_HEADING,	 /* "<address>:" alone says it */
	WORDS_LABEL,	 /* "Unknown user: address" */
	WORDS_EXPANDED,	 /* "(expanded from: address)" */
	WORDS_SENTENCE,	 /* "Your message to address could not be delivered" */
	WORDS_ADDRESSED, /* "addressed to address" */
	WORDS_COMPLAINT, /* "address ... User unknown" */
	WORDS_DESCRIBED, /* "To: address" in a description of the mail */
	WORDS_LOCAL,	 /* names of one domain, one to a line */
	WORDS_TRANSCRIPT, /* "RCPT TO:<address>" */
	WORDS_STATUS,	  /* 5.1.1 */
	WORDS_REPLY,	  /* 550 */
	WORDS_ANY,	  /* an address of ASCII, whatever touches it */
	WORDS_ALONE,	  /* an address that is a line of its own, labelled or not */
	WORDS_REJECTED,	  /* "was automatically rejected" */
	WORDS_PERSONAL,	  /* somebody speaks of himself */
	WORDS_AWAY,	  /* subject of a holiday note */
} Words;
#define WORDS_COUNT (WORDS_AWAY + 1)

bool words_match(Words words, const char *text);

/* Where the first match starts, or -1. */
int words_find(Words words, const char *text);

/* The addresses (or the codes) that the matches hold. Of char *, owned. */
GPtrArray *words_collect(Words words, const char *text);

/* Where the returned mail starts in the text of a report; its end if there is none. */
size_t words_notice_length(const char *text);

/* Could this be an address, rather than one that was made unreadable? */
bool words_is_address(const char *address);

#endif
