/* kind.h: the kinds of work a tag may open. */
#ifndef WORKFLOW_KIND_H
#define WORKFLOW_KIND_H

#include <stdbool.h>

typedef enum {
	KIND_DECISION,
	KIND_QUESTION,
	KIND_STATUS,
	KIND_ESCALATION,
	KIND_AGENDA,
	KIND_PREREAD,
	KIND_NOTES,
	KIND_MEMO,
	KIND_NOTE,
	KIND_PROFILE,
	KIND_QUERY,
} Kind;
#define KIND_COUNT (KIND_QUERY + 1)

/* "decision". Static. */
const char *kind_name(Kind kind);
/* In any case of letters; false: there is no kind of that name. */
bool kind_from_name(const char *name, Kind *out_kind);
/* Of its ids, 'D'; '\0' if it opens no item. */
char kind_letter(Kind kind);

#endif
