/* ladder.c: limits on what leaves, against loops that no header shows.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/ladder.h"

#include "store/failing.h"
#include "store/outbox.h"

/* In tenths. */
#define WEIGHT_PERMANENT 10
#define WEIGHT_PASSING	 2
#define SCORE_SUSPENDED	 30

typedef struct {
	bool is_answer;
	bool is_per_item;
	int seconds;
	int64_t max;
	const char *words;
} Rung;

static const Rung rungs[] = {
	{false, true, 600, 5, "5 mails on one item in ten minutes"},
	{false, true, 3600, 15, "15 mails on one item in an hour"},
	{false, true, 86400, 30, "30 mails on one item in a day"},
	{false, false, 600, 30, "30 mails in ten minutes"},
	{false, false, 86400, 100, "100 mails in a day"},
	{true, false, 3600, 60, "60 answers in an hour"},
};

static bool is_reached(Engine *engine, Instant now, const Notice *notice,
		       const Rung *rung, bool *out_reached, GError **error)
{
	int64_t count = 0;
	*out_reached = false;
	if (rung->is_answer != notice->is_answer ||
	    (rung->is_per_item && notice->item == NULL))
		return true;
	if (!outbox_count_since(engine->store, notice->person,
				rung->is_per_item ? notice->item : NULL, rung->is_answer,
				now - rung->seconds, now, &count, error))
		return false;
	*out_reached = count >= rung->max;
	return true;
}

bool ladder_note_failure(Engine *engine, Instant now, const char *address,
			 const char *status, bool is_permanent, GError **error)
{
	bool is_policy = status[0] != '\0' && status[1] == '.' && status[2] == '7';
	return is_policy ||
	       failing_note(engine->store, address,
			    is_permanent ? WEIGHT_PERMANENT : WEIGHT_PASSING, now, error);
}

static bool is_suspended(Engine *engine, Instant now, const Notice *notice,
			 bool *out_suspended, GError **error)
{
	int score = 0;
	if (notice->is_urgent || notice->is_answer)
		return true;
	if (!failing_score(engine->store, notice->address, now, &score, error))
		return false;
	*out_suspended = score >= SCORE_SUSPENDED;
	return true;
}

bool ladder_allows(Engine *engine, Instant now, const Notice *notice, bool *out_allows,
		   char **out_why, GError **error)
{
	bool suspended = false;
	*out_allows = true;
	if (!is_suspended(engine, now, notice, &suspended, error))
		return false;
	if (suspended) {
		*out_allows = false;
		*out_why = g_strdup("mail has not reached this address for days");
		return true;
	}
	if (notice->person == NULL || g_str_equal(notice->kind, "escalation"))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(rungs) && *out_allows; i++) {
		bool reached = false;
		if (!is_reached(engine, now, notice, &rungs[i], &reached, error))
			return false;
		*out_allows = !reached;
		if (reached)
			*out_why = g_strdup(rungs[i].words);
	}
	return true;
}
