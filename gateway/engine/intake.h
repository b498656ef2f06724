/* intake.h: one mail, one transaction (several may share a commit). */
#ifndef ENGINE_INTAKE_H
#define ENGINE_INTAKE_H

#include "engine/engine.h"
#include "transport/edge.h"

/* What became of a mail, so that the mailbox can be told after the commit. */
typedef struct {
	Settle settle;
	Disposition disposition;
	bool has_failed; /* nothing of it was kept; it stays where it is */
} IntakeResult;

/* A mail on its way: what it says, before anybody has asked what that means here. */
typedef struct {
	const char *mailbox;	 /* this and the next are the caller's */
	const EdgeMessage *mail; /* its bytes */
	char *place;
	Reading *reading; /* NULL: it cannot be read, or may not any more */
	char *trouble;	  /* why not */
	bool is_given_up; /* it has failed us three times */
} IntakeMail;
void intake_mail_free(IntakeMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IntakeMail, intake_mail_free)

/* Nothing is decided yet, so several may be read before the first is taken in. NULL: the
 * store has failed. */
IntakeMail *intake_read(Engine *engine, const char *mailbox, const EdgeMessage *bytes,
			GError **error);
/* Take in one mail, once, inside the caller's savepoint. False if anything failed that is
 * not the mail's own matter: then the savepoint is to be undone. A mail that cannot be
 * read, or that has failed us three times, is set aside. */
bool intake_take(Engine *engine, IntakeMail *mail, IntakeResult *out_result,
		 GError **error);
/* Both for one mail. */
bool intake_take_one(Engine *engine, const char *mailbox, const EdgeMessage *bytes,
		     IntakeResult *out_result, GError **error);

#endif
