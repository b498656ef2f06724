/* rehearsal.h: stored mail on a clock that moves by itself: what the gateway would do,
 * through the same code, with nothing sent and nothing kept. */
#ifndef ENGINE_REHEARSAL_H
#define ENGINE_REHEARSAL_H

#include "engine/engine.h"
#include "store/outbox.h"

typedef struct {
	char *name;  /* for people: the file, or file#number */
	char *path;  /* the whole file is the mail; NULL: it is in `raw` */
	GBytes *raw; /* or NULL */
	Instant at;  /* when it comes */
} RehearsalMail;
RehearsalMail *rehearsal_mail_new(const char *name, Instant at);
void rehearsal_mail_free(RehearsalMail *mail);

/* A mail that would leave, with its bytes. */
typedef void (*RehearsalSend)(const OutboxRow *row, Instant at, void *data);

/* When the mail came: as `original` has it in its ledger, else as it says itself.
 * INSTANT_NONE: nobody knows. `original` may be NULL. FAULT_UNREADABLE for what is no
 * mail. */
bool rehearsal_arrival(const Engine *engine, Store *original, GBytes *raw,
		       Instant *out_at, GError **error);

/* The engine's store must be a scratch one, its world fixed; both are borrowed. */
typedef struct Rehearsal Rehearsal;
Rehearsal *rehearsal_new(Engine *engine, RehearsalSend send, void *data);
void rehearsal_free(Rehearsal *rehearsal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rehearsal, rehearsal_free)

/* A mail that will come. Takes it. From within `send` it may be the answer to what is
 * being sent; one that should have come already comes next. */
void rehearsal_add(Rehearsal *rehearsal, RehearsalMail *mail);
/* INSTANT_NONE: there is none. */
Instant rehearsal_last_mail(const Rehearsal *rehearsal);

/* Plays mails and time until `until`, from the first mail on. Later mails are left out.
 */
bool rehearsal_play(Rehearsal *rehearsal, Instant until, GError **error);

#endif
