/* tag.h: what a subject asks for: `[TAG]`, `[TAG:project]`, `[TAG key=value key="two
 * words"]`, `TAG: title`. DESIGN 6.1, MAIL 7. */
#ifndef WORKFLOW_TAG_H
#define WORKFLOW_TAG_H

#include "workflow/rules.h"

typedef struct {
	char *word;	   /* upper case as the rules have it, or NULL: no tag */
	char *project;	   /* lower case, or NULL */
	GPtrArray *names;  /* of char *: attribute names, lower case */
	GPtrArray *values; /* of char *, same order */
	char *title;	   /* the subject without tag; with all prefixes gone */
	const Rule *rule;  /* borrowed; NULL: no tag */
} Tag;

/* `subject` has its reply prefixes and noise already stripped (thread_strip_prefixes).
 * Unknown brackets are ordinary text. At most one tag; an item id in brackets before or
 * after it is skipped. */
Tag *tag_read(const char *subject, const Rules *rules);

/* Drop from the title of a mail without a tag the bracket that a list has put before it,
 * if it came `from_list`, and `noise` (of char *, may be NULL); not what reads like a tag
 * with a typing error, and never the whole title. */
void tag_drop_markers(Tag *tag, bool from_list, const GPtrArray *noise,
		      const Rules *rules);

/* The subject as it was probably meant, where a tag has a typing error, no end, or
 * something in it that says nothing: "[DECISION] Move CI" for "[DECISON] Move CI". NULL
 * if there is no such tag. Owned. */
char *tag_meant(const char *subject, const Rules *rules);
void tag_free(Tag *tag);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tag, tag_free)

#endif
