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

#define ECHO_SECONDS	86400
#define KEPT_MAX	100 /* of one person */
#define ANSWERS_SECONDS 3600
#define ANSWERS_MAX	60
#define ANSWERS_WORDS	"60 answers in an hour"

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
	{true, false, ANSWERS_SECONDS, ANSWERS_MAX, ANSWERS_WORDS},
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
				rung->is_per_item ? notice->item : NULL,
				outbox_cause_of(notice), now - rung->seconds, now, &count,
				error))
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

static bool is_echo(Engine *engine, Instant now, const Notice *notice, bool *out_echo,
		    GError **error)
{
	return notice->echo == NULL || notice->person == NULL ||
	       outbox_has_echo(engine->store, notice->person, notice->echo,
			       now - ECHO_SECONDS, out_echo, error);
}

/* The first limit that is reached; NULL: none. */
static bool find_limit(Engine *engine, Instant now, const Notice *notice,
		       const char **out_limit, GError **error)
{
	*out_limit = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(rungs) && *out_limit == NULL; i++) {
		bool reached = false;
		if (!is_reached(engine, now, notice, &rungs[i], &reached, error))
			return false;
		*out_limit = reached ? rungs[i].words : NULL;
	}
	return true;
}

/* A loop that goes on for days must not fill the store. */
static bool judge_limit(Engine *engine, const Notice *notice, const char *limit,
			LadderWord *out_word, char **out_why, GError **error)
{
	g_autoptr(GPtrArray) kept =
		outbox_kept(engine->store, notice->person, KEPT_MAX, error);
	if (kept == NULL)
		return false;
	*out_word = kept->len < KEPT_MAX ? LADDER_KEEPS : LADDER_DROPS;
	*out_why = g_strdup(limit);
	return true;
}

bool ladder_judge(Engine *engine, Instant now, const Notice *notice, LadderWord *out_word,
		  char **out_why, GError **error)
{
	bool suspended = false, echo = false;
	const char *limit = NULL;
	*out_word = LADDER_ALLOWS;
	if (!is_suspended(engine, now, notice, &suspended, error) ||
	    !is_echo(engine, now, notice, &echo, error))
		return false;
	if (suspended || echo) {
		*out_word = LADDER_DROPS;
		*out_why =
			g_strdup(suspended ? "mail has not reached this address for days"
					   : "the same was said within a day");
		return true;
	}
	if (notice->person == NULL || g_str_equal(notice->kind, "escalation"))
		return true;
	if (!find_limit(engine, now, notice, &limit, error))
		return false;
	return limit == NULL ||
	       judge_limit(engine, notice, limit, out_word, out_why, error);
}

bool ladder_is_flooded(Engine *engine, Instant now, const char *person, bool is_doubtful,
		       char **out_why, GError **error)
{
	int64_t count = 0;
	if (!outbox_count_since(engine->store, person, NULL,
				is_doubtful ? OUTBOX_DOUBTFUL : OUTBOX_ANSWERS,
				now - ANSWERS_SECONDS, now, &count, error))
		return false;
	if (count >= ANSWERS_MAX)
		*out_why = g_strdup(ANSWERS_WORDS);
	return true;
}
