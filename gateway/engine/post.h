/* post.h: the edges as the loop keeps them: running, waiting to be started again, or out
 * of use. */
#ifndef ENGINE_POST_H
#define ENGINE_POST_H

#include "engine/engine.h"
#include "transport/edge.h"

typedef struct {
	char *role;		    /* "intake", "delivery" */
	char *name;		    /* of the mailbox; "outgoing" */
	char *folder;		    /* it runs only while this is there; NULL: always */
	Edge *edge;		    /* NULL: not running */
	int64_t start_at;	    /* monotonic milliseconds; not before */
	int64_t heard_at;	    /* monotonic milliseconds of the last sign of life */
	int64_t pause_milliseconds; /* how long it may rest between two looks */
	int failures;		    /* in a row */
	bool is_idle;		    /* an intake that has read all there is */
	bool has_failed;	    /* since it was last idle; `once` tries no more */
	Fault fault;		    /* why */
	int64_t look;		    /* an intake was last asked for by this number */
	Instant asked_at;	    /* then, or when it was started */
	Instant read_until;	    /* what lay there then is taken in; INSTANT_NONE */
	Instant blind_since;	    /* it cannot be read; INSTANT_NONE: it can */
	bool is_recalled;	    /* blind_since is what the store has */
	bool is_given_up;	    /* it is waited for no longer */
	bool is_stopping;	    /* told to end */
	GArray *in_hand;  /* a delivery's notices (int64_t), first handed first */
	bool has_sent;	  /* a delivery: since it was started */
	bool is_answered; /* a delivery: its last word was of trouble, and for a notice */
} Post;

Post *post_new(const char *role, const char *name);
void post_free(Post *post);

/* Start it if it should run and its time has come. Trouble is logged and counted. */
void post_start(Post *post, const Engine *engine, bool once);

/* It has ended, or must: back off. `why` is logged. */
void post_fail(Post *post, Fault fault, const char *why);

/* Tell it to stop; it ends when it has finished. */
void post_stop(Post *post);

/* Its end of the line, if it runs, among what to wait for (of struct pollfd). */
void post_add_poll(const Post *post, GArray *entries);

#endif
