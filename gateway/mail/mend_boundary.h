/* mend_boundary.h: what parts a mail, as it is named and as it stands. For mend.c alone.
 */
#ifndef MAIL_MEND_BOUNDARY_H
#define MAIL_MEND_BOUNDARY_H

#include "mail/mend_block.h"

typedef struct {
	size_t at, length; /* of the value, without quotes */
	bool is_strange;   /* written in a way that is left to the library */
} MendBoundary;

size_t mend_skip_space(const char *bytes, size_t at, size_t end);

/* Of the Content-Type field between `at` and `end`; length 0 if there is none. */
MendBoundary mend_boundary_of(const Mend *mend, size_t at, size_t end);

/* The next line at or behind `at` that begins with `mark`, which begins with a dash; the
 * length if there is none. */
size_t mend_find_mark(const char *bytes, size_t length, size_t at, const char *mark,
		      size_t mark_length);

/* "--" and the boundary. Owned. */
char *mend_mark_of(const char *bytes, size_t length);

/* Cuts spaces off its end, in the mail too. */
void mend_cut_space(Mend *mend, MendBoundary *boundary);

/* Does a line at or behind `body` begin with it? */
bool mend_occurs(const Mend *mend, const MendBoundary *boundary, size_t body);

/* So that its lines are known. */
void mend_remember(Mend *mend, const char *bytes, size_t length);

#endif
