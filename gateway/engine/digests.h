/* digests.h: every person's digest, once in its time; what its lines mean is kept for the
 * replies. */
#ifndef ENGINE_DIGESTS_H
#define ENGINE_DIGESTS_H

#include "engine/engine.h"
#include "workflow/digest.h"

/* Give everybody who wishes one a digest duty, who has none yet. */
bool digests_plan_all(Engine *engine, Instant now, GError **error);

/* The clock has been set back: digests are planned anew, none twice. */
bool digests_rewind(Engine *engine, Instant now, GError **error);

/* One whose hours or wishes have changed. */
bool digests_plan_anew(Engine *engine, Instant now, const Person *person, GError **error);

/* DUTY_DIGEST: build, queue, move the window, and plan the next. */
bool digests_send(Engine *engine, Instant now, const Duty *duty, GError **error);

/* What the next digest of a person would say now. JSON for templates/digest. */
bool digests_preview(Engine *engine, Instant now, const Person *person,
		     json_t **out_model, GError **error);

/* DUTY_HELD: tell the operator what is held. */
bool digests_send_held(Engine *engine, Instant now, const Duty *duty, GError **error);

/* What a person has to know of the time from `from` to `now`. Owned. */
bool digests_build(Engine *engine, Instant now, const Person *person, Instant from,
		   Digest **out_digest, GError **error);

/* A number for a mail with lines, of char * (item ids): a reply to "G-<number>" finds
 * them. */
bool digests_number_lines(Engine *engine, const GPtrArray *lines, int64_t *out_number,
			  GError **error);

/* The items of a digest's lines; `digest` is "G-7". Of char *, owned; empty if it is
 * unknown or too old. */
bool digests_lines(Engine *engine, const char *digest, GPtrArray **out_ids,
		   GError **error);

#endif
