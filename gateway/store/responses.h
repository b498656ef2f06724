/* responses.h: what was answered, when and in how much time, and what was asked: for
 * sums of many. A row at a time; nothing is kept. */
#ifndef STORE_RESPONSES_H
#define STORE_RESPONSES_H

#include "store/store.h"

/* An end of a clock, or a raised hand at an escalation. Everything is borrowed for the
 * time of the call. */
typedef struct {
	Kind kind;
	const char *tag;     /* its first, or NULL */
	const char *project; /* or NULL */
	const char *opener;
	const char *clock;  /* its name; "acknowledge" */
	const char *norm;   /* or NULL */
	const char *person; /* whose time it counted, or NULL */
	const char *by;	    /* who answered, or NULL: nobody's mail ended it */
	Instant at;
	int64_t seconds;
	bool has_due, is_late;
} Response;
typedef void (*ResponseVisit)(const Response *response, void *data);

/* Those of [since, until), of clocks that are over and of the earlier rounds of those
 * that run. */
bool responses_each(Store *store, Instant since, Instant until, ResponseVisit visit,
		    void *data, GError **error);

/* Decisions, questions and escalations that were open at some time in [since, until).
 * `ended`: when it was answered, else closed; INSTANT_NONE: it is open. */
typedef void (*RequestVisit)(Instant opened, Instant ended, bool is_answered, void *data);
bool responses_each_request(Store *store, Instant since, Instant until,
			    RequestVisit visit, void *data, GError **error);

#endif
