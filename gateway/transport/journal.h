/* journal.h: what was said and heard of each notice, in a file beside the store.
 *
 * The delivery process writes a line before it lets go of a mail (the final dot of SMTP,
 * the rename of a Maildir) and one when it has the answer, before the core hears of it.
 * So a death of either of us, or a commit that fails after the server's 250, leaves
 * nothing to guess; and a store restored from a backup does not send again what it sent
 * after the backup was taken.
 *
 * Lines are written, not synced: they outlive us, not the machine. Of a line that is not
 * there nothing is concluded unless the machine is still up since it could have been
 * written. */
#ifndef TRANSPORT_JOURNAL_H
#define TRANSPORT_JOURNAL_H

#include "base/world.h"
#include "transport/edge.h"

/* Which attempt at which notice. A notice that was made anew after a restore carries
 * another instant, even if it is called the same. */
typedef struct {
	const char *message_id;
	Instant queued;
	int attempt;
} JournalKey;

/* ---- writing: the delivery process -------------------------------------- */

typedef struct Journal Journal;
/* Opened at the first line. */
Journal *journal_new(const char *path);
void journal_free(Journal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Journal, journal_free)

/* From here on the next server may have it. FAULT_LATER: the line cannot be written, so
 * the mail may not go. */
bool journal_begin(Journal *journal, const JournalKey *key, GError **error);
/* What became of it. A line that cannot be written leaves it in doubt, no worse. */
void journal_end(Journal *journal, const JournalKey *key, EdgeOutcome outcome,
		 const char *answer);
/* Nothing in hand: the file may be put away. */
void journal_rest(Journal *journal);

/* ---- reading: the core -------------------------------------------------- */

typedef struct JournalView JournalView;

/* `is_start`: waits until the delivery processes of an earlier life are gone. Never
 * fails: what cannot be read is not known. */
JournalView *journal_read(const char *path, bool is_start);
void journal_view_free(JournalView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JournalView, journal_view_free)

typedef enum {
	JOURNAL_NOT_BEGUN, /* the server cannot have it */
	JOURNAL_IN_DOUBT,
	JOURNAL_ENDED /* *out_outcome and *out_answer (borrowed, never NULL) say how */
} JournalWord;
JournalWord journal_view_find(const JournalView *view, const JournalKey *key,
			      EdgeOutcome *out_outcome, const char **out_answer);

/* Was it sent, in whichever attempt? */
bool journal_view_was_sent(const JournalView *view, const char *message_id,
			   Instant queued, const char **out_answer);

/* Before the first notice of a life, and now and then when none is in hand: note that the
 * machine is up, and put a file that has grown large away as "PATH.old". Without it
 * silence counts as doubt. */
void journal_prepare(const char *path);

#endif
