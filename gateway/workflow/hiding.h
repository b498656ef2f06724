/* hiding.h: which sums may be told of groups of people, if nobody may be found out by
 * adding and subtracting them. Pure.
 *
 * What happened lies in a row and in a column, or in no column (tags and projects, say);
 * the sums of rows and of columns are told. Of any difference that can be formed of what
 * is told this holds: it speaks of nobody, or of at least so many people. What stands in
 * the way is hidden, the smallest first.
 *
 * It is a graph: rows and columns are its points, what is in both is an edge between
 * them, and all that is told nowhere is one more point, the ground. What can be formed of
 * sums is what crosses from some points to the others: a cut. */
#ifndef WORKFLOW_HIDING_H
#define WORKFLOW_HIDING_H

#include <stdbool.h>
#include <glib.h>

typedef struct Hiding Hiding;

Hiding *hiding_new(guint people_min);
void hiding_free(Hiding *hiding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hiding, hiding_free)

/* Something that `person` did. All are compared as pointers and may be anything that
 * lives as long as this; no `column`: NULL. */
void hiding_add(Hiding *hiding, const void *row, const void *column, const void *person);

/* Once, when all are added. */
void hiding_decide(Hiding *hiding);

bool hiding_shows_row(const Hiding *hiding, const void *row);
bool hiding_shows_column(const Hiding *hiding, const void *column);

#endif
