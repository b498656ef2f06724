/* method_judge.c: what was said, counted, and what a method makes of it.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/method_judge.h"

#include <string.h>

#include "base/words.h"
#include "workflow/objection.h"

/* Longer chains of voices than this are a circle. */
#define DELEGATIONS_MAX 20

/* ---- who has a voice ---------------------------------------------------- */

/* A decider's own position, or that of whom they handed their voice to. */
static const Stance *voice_of(const Item *item, const char *decider)
{
	const json_t *delegations = json_object_get(item->details, "delegations");
	const char *who = decider;
	for (int i = 0; who != NULL && i < DELEGATIONS_MAX; i++) {
		const Stance *stance = item_stance(item, who);
		if (stance != NULL && (stance->is_counted || i > 0))
			return stance;
		who = json_get_text(delegations, who);
	}
	return NULL;
}

bool method_has_voice(const Item *item, const char *person)
{
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	const json_t *delegations = json_object_get(item->details, "delegations");
	bool is_one = words_list_has(deciders, person);
	const char *from = NULL;
	json_t *to = NULL;
	json_object_foreach((json_t *)(uintptr_t)delegations, from, to) is_one =
		is_one || g_strcmp0(json_string_value(to), person) == 0;
	return is_one;
}

/* ---- counting ----------------------------------------------------------- */

static bool ticks(PositionValue value)
{
	return value == POSITION_AGREE || value == POSITION_ABSTAIN ||
	       value == POSITION_DISAGREE;
}

/* Who raises something after having ticked the proposal off stays ticked. */
static bool has_ticked(const Item *item, const Stance *stance)
{
	g_autoptr(GPtrArray) ticked = item_people(item, "ticked");
	return ticks(stance->value) || words_list_has(ticked, stance->person);
}

static void count(Tally *tally, const Item *item, const Stance *stance)
{
	tally->spoken++;
	tally->agree += stance->value == POSITION_AGREE;
	tally->disagree += stance->value == POSITION_DISAGREE;
	tally->abstain += stance->value == POSITION_ABSTAIN;
	tally->concern += stance->value == POSITION_CONCERN;
	/* Let go of, it is no vote against. */
	tally->object += stance->value == POSITION_OBJECT && !stance->is_resolved;
	tally->ticked += has_ticked(item, stance);
}

static bool has_seconded(const Item *item, const char *decider, const Stance *stance)
{
	g_autoptr(GPtrArray) seconds = item_people(item, "seconds");
	bool is_own = strcmp(decider, item->opener) == 0;
	return !is_own && (words_list_has(seconds, decider) ||
			   (stance != NULL && stance->value == POSITION_AGREE));
}

Tally method_tally(const Method *method, const Item *item)
{
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	Tally tally = {.eligible = (int)deciders->len};
	for (guint i = 0; i < deciders->len; i++) {
		const char *decider = g_ptr_array_index(deciders, i);
		const Stance *stance = voice_of(item, decider);
		if (stance != NULL)
			count(&tally, item, stance);
		tally.seconds += has_seconded(item, decider, stance);
	}
	tally.silent = tally.eligible - tally.spoken;
	tally.live = objection_count_live(item, method);
	return tally;
}

/* ---- judging ------------------------------------------------------------ */

static const char *const VERDICTS[] = {
	[VERDICT_PASSES] = "passes",	   [VERDICT_FAILS] = "fails",
	[VERDICT_OBJECTION] = "objection", [VERDICT_QUORUM] = "quorum",
	[VERDICT_SECOND] = "second",	   [VERDICT_OWNER] = "owner",
	[VERDICT_CHOICE] = "choice",
};

const char *verdict_name(Verdict verdict)
{
	return VERDICTS[verdict];
}

/* In whole numbers: no share is rounded into passing. */
static bool is_enough(const Method *method, const Tally *tally)
{
	int against = tally->disagree + tally->object;
	int of = method->is_of_eligible ? tally->eligible : tally->agree + against;
	int64_t have = (int64_t)tally->agree * 100;
	int64_t need = (int64_t)method->pass_percent * of;
	if (tally->agree < method->agrees_min)
		return false;
	if (method->pass_percent == 0 && !method->is_pass_above)
		return true;
	if (of == 0)
		return method->decides == DECIDES_CONSENT;
	return method->is_pass_above ? have > need : have >= need;
}

int method_choice(const Method *method, const Item *item)
{
	int options = (int)json_array_size(json_object_get(item->details, "options"));
	const json_t *choices = json_object_get(item->details, "choices");
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	g_autoptr(GPtrArray) ballots =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	for (guint i = 0; method->ballot != BALLOT_NONE && i < deciders->len; i++) {
		const Stance *stance = voice_of(item, g_ptr_array_index(deciders, i));
		const char *text =
			stance != NULL ? json_get_text(choices, stance->person) : NULL;
		GArray *ballot = text != NULL ? ballot_read(text, options, NULL) : NULL;
		if (ballot != NULL)
			g_ptr_array_add(ballots, ballot);
	}
	return ballot_winner(method->ballot, ballots, options);
}

static Verdict judge(const Method *method, const Item *item, const Tally *tally)
{
	bool is_chosen = json_get_text(item->details, "chosen") != NULL;
	bool has_options = json_array_size(json_object_get(item->details, "options")) > 1;
	if (tally->live > 0)
		return VERDICT_OBJECTION;
	if ((int64_t)tally->spoken * 100 <
	    (int64_t)method->quorum_percent * tally->eligible)
		return VERDICT_QUORUM;
	if (tally->seconds < method->seconds_min)
		return VERDICT_SECOND;
	if (!is_chosen && method->decides == DECIDES_OWNER)
		return VERDICT_OWNER;
	if (!is_enough(method, tally))
		return VERDICT_FAILS;
	if (is_chosen || !has_options || method_choice(method, item) > 0)
		return VERDICT_PASSES;
	return VERDICT_CHOICE;
}

Verdict method_judge(const Method *method, const Item *item)
{
	const Tally tally = method_tally(method, item);
	return judge(method, item, &tally);
}

bool method_is_certain(const Method *method, const Item *item)
{
	const Tally now = method_tally(method, item);
	Tally for_it = now, against = now;
	bool can_block = method->objection_blocks || method->concern_blocks;
	bool can_choose = method->ballot != BALLOT_NONE &&
			  json_array_size(json_object_get(item->details, "options")) > 1;
	if (now.live > 0 || (now.silent > 0 && (can_block || can_choose)))
		return false;
	for_it.spoken += now.silent;
	for_it.agree += now.silent;
	for_it.seconds += now.silent;
	against.spoken += now.silent;
	against.disagree += now.silent;
	Verdict verdict = judge(method, item, &now);
	return (verdict == VERDICT_PASSES || verdict == VERDICT_FAILS) &&
	       judge(method, item, &for_it) == verdict &&
	       judge(method, item, &against) == verdict;
}

bool method_is_ready(const Method *method, const Item *item)
{
	const Tally tally = method_tally(method, item);
	int outstanding = tally.eligible - tally.ticked;
	return method->final_call != NULL && tally.live == 0 &&
	       outstanding < tally.ticked && outstanding <= method->outstanding_max;
}
