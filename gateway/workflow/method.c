/* method.c: methods of deciding, and what they make of what was said.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/method.h"

#include <stdlib.h>
#include <string.h>

#include "workflow/objection.h"

/* Longer chains of voices than this are a circle. */
#define DELEGATIONS_MAX 20

static const char *const DECIDES[] = {
	[DECIDES_CONSENT] = "consent",
	[DECIDES_OWNER] = "owner",
	[DECIDES_VOTE] = "vote",
};

static const char *const BALLOTS[] = {
	[BALLOT_NONE] = "none",
	[BALLOT_APPROVAL] = "approval",
	[BALLOT_RANKED] = "ranked",
};

void method_free(Method *method)
{
	if (method == NULL)
		return;
	g_free(method->name);
	g_free(method->due);
	g_free(method->minimum);
	g_free(method->final_call);
	g_free(method->outcome);
	g_clear_pointer(&method->roles, g_ptr_array_unref);
	g_free(method);
}

/* ---- from the rules ----------------------------------------------------- */

typedef struct {
	const SettingsSection *section;
	GPtrArray *problems;
} Source;

static void blame(const Source *source, const char *key, const char *expected)
{
	const Setting *setting = settings_get(source->section, key);
	problems_add(source->problems,
		     setting != NULL ? setting->place : source->section->place,
		     "%s = '%s': expected %s", key,
		     settings_get_text(source->section, key), expected);
}

static int read_number(const Source *source, const char *key, const char *text, int most)
{
	char *end = NULL;
	long value = strtol(text, &end, 10);
	if (end != text && *end == '\0' && value >= 0 && value <= most)
		return (int)value;
	g_autofree char *expected = g_strdup_printf("a whole number from 0 to %d", most);
	blame(source, key, expected);
	return 0;
}

static int number(const Source *source, const char *key, int most)
{
	const char *text = settings_get_text(source->section, key);
	return text != NULL ? read_number(source, key, text, most) : 0;
}

/* One of two words; the first if the key is not there. */
static bool is_second(const Source *source, const char *key, const char *first,
		      const char *second)
{
	const char *text = settings_get_text(source->section, key);
	if (text == NULL || g_ascii_strcasecmp(text, first) == 0)
		return false;
	if (g_ascii_strcasecmp(text, second) == 0)
		return true;
	g_autofree char *expected = g_strdup_printf("%s or %s", first, second);
	blame(source, key, expected);
	return false;
}

static char *duration(const Source *source, const char *key, bool must_work)
{
	const char *text = settings_get_text(source->section, key);
	Duration read;
	g_autofree char *why = NULL;
	if (text == NULL)
		return NULL;
	if (!duration_read(text, &read, &why) || (must_work && !read.is_working))
		blame(source, key,
		      must_work ? "working time, such as 3wd or 8wh"
				: "a duration such as 10d, 3wd or 8wh");
	return g_strdup(text);
}

/* "66", or "more than 50". */
static void read_pass(const Source *source, Method *method)
{
	static const char more[] = "more than ";
	const char *text = settings_get_text(source->section, "pass");
	if (text == NULL)
		return;
	method->is_pass_above = g_ascii_strncasecmp(text, more, strlen(more)) == 0;
	method->pass_percent = read_number(
		source, "pass", text + (method->is_pass_above ? strlen(more) : 0), 100);
}

static void read_ballot(const Source *source, Method *method)
{
	const char *text = settings_get_text(source->section, "ballot");
	for (size_t i = 0; text != NULL && i < G_N_ELEMENTS(BALLOTS); i++) {
		if (g_ascii_strcasecmp(text, BALLOTS[i]) == 0) {
			method->ballot = (BallotKind)i;
			return;
		}
	}
	if (text != NULL)
		blame(source, "ballot", "none, approval or ranked");
}

static void read_roles(const Source *source, Method *method)
{
	static const char *const ROLES[] = {"approver", "decide"};
	const Setting *setting = settings_get(source->section, "roles");
	method->roles = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; setting != NULL && i < setting->values->len; i++) {
		const char *role = g_ptr_array_index(setting->values, i);
		bool is_one = false;
		for (size_t j = 0; j < G_N_ELEMENTS(ROLES); j++)
			is_one = is_one || strcmp(role, ROLES[j]) == 0;
		if (is_one)
			g_ptr_array_add(method->roles, g_strdup(role));
		else
			problems_add(source->problems, setting->place,
				     "roles: '%s': expected approver or decide", role);
	}
}

static void read_decides(const Source *source, Method *method)
{
	const char *text = settings_get_text(source->section, "decides");
	for (size_t i = 0; text != NULL && i < G_N_ELEMENTS(DECIDES); i++) {
		if (g_ascii_strcasecmp(text, DECIDES[i]) == 0) {
			method->decides = (Decides)i;
			return;
		}
	}
	if (text != NULL)
		blame(source, "decides", "consent, owner or vote");
}

/* Settings that each make sense and together do not. */
static void check_whole(const Source *source, const Method *method)
{
	const bool is_vote = method->decides == DECIDES_VOTE;
	const struct {
		const char *key;
		bool is_wrong;
		const char *why;
	} CHECKS[] = {
		{"final-call",
		 method->final_call != NULL && method->decides != DECIDES_CONSENT,
		 "a last round needs decides = consent"},
		{"outstanding", method->outstanding_max > 0 && method->final_call == NULL,
		 "it means nothing without final-call"},
		{"ballot", method->ballot != BALLOT_NONE && !is_vote,
		 "a ballot needs decides = vote"},
		{"pass", method->decides == DECIDES_OWNER && method->pass_percent > 0,
		 "nothing is counted where the owner decides"},
		{"roles", method->roles->len > 0 && method->decides != DECIDES_OWNER,
		 "one has the last word only where decides = owner"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CHECKS); i++)
		if (CHECKS[i].is_wrong)
			problems_add(source->problems,
				     settings_get(source->section, CHECKS[i].key)->place,
				     "%s: %s", CHECKS[i].key, CHECKS[i].why);
}

Method *method_read(const SettingsSection *section, GPtrArray *problems)
{
	const Source source = {section, problems};
	Method *method = g_new0(Method, 1);
	method->name = g_strdup(section->title);
	read_decides(&source, method);
	method->objection_blocks = !is_second(&source, "objection", "blocks", "recorded");
	method->concern_blocks = is_second(&source, "concern", "recorded", "blocks");
	method->quorum_percent = number(&source, "quorum", 100);
	method->agrees_min = number(&source, "agrees", 1000);
	read_pass(&source, method);
	method->is_of_eligible = is_second(&source, "of", "cast", "eligible");
	method->seconds_min = number(&source, "seconds", 100);
	method->due = rules_phrase(section, "due", problems);
	method->minimum = duration(&source, "minimum", true);
	method->closes_early = is_second(&source, "early", "no", "yes");
	method->final_call = duration(&source, "final-call", false);
	method->outstanding_max = number(&source, "outstanding", 1000);
	method->is_hidden = is_second(&source, "positions", "shown", "hidden");
	method->outcome = g_strdup(settings_get_text(section, "outcome"));
	read_ballot(&source, method);
	read_roles(&source, method);
	check_whole(&source, method);
	return method;
}

/* ---- in an item --------------------------------------------------------- */

void method_keep(Item *item, const Method *method)
{
	json_t *kept = json_pack(
		"{s:s, s:b, s:b, s:i, s:i, s:i, s:b, s:b, s:i, s:b, s:i, s:b}", "decides",
		DECIDES[method->decides], "objection_blocks", method->objection_blocks,
		"concern_blocks", method->concern_blocks, "quorum",
		method->quorum_percent, "agrees", method->agrees_min, "pass",
		method->pass_percent, "above", method->is_pass_above, "of_eligible",
		method->is_of_eligible, "seconds", method->seconds_min, "early",
		method->closes_early, "outstanding", method->outstanding_max, "hidden",
		method->is_hidden);
	if (method->minimum != NULL)
		json_object_set_new(kept, "minimum", json_text(method->minimum));
	if (method->final_call != NULL)
		json_object_set_new(kept, "final_call", json_text(method->final_call));
	if (method->outcome != NULL)
		json_object_set_new(kept, "outcome", json_text(method->outcome));
	json_object_set_new(kept, "ballot", json_text(BALLOTS[method->ballot]));
	json_object_set_new(item->details, "method", json_text(method->name));
	json_object_set_new(item->details, "method_rules", kept);
}

static bool flag(const json_t *kept, const char *key)
{
	return json_is_true(json_object_get(kept, key));
}

Method *method_of(const Item *item)
{
	const json_t *kept = json_object_get(item->details, "method_rules");
	const char *decides = json_get_text(kept, "decides");
	Method *method = g_new0(Method, 1);
	method->name = g_strdup(json_get_text(item->details, "method"));
	for (size_t i = 0; decides != NULL && i < G_N_ELEMENTS(DECIDES); i++)
		if (strcmp(DECIDES[i], decides) == 0)
			method->decides = (Decides)i;
	for (size_t i = 0; i < G_N_ELEMENTS(BALLOTS); i++)
		if (g_strcmp0(json_get_text(kept, "ballot"), BALLOTS[i]) == 0)
			method->ballot = (BallotKind)i;
	method->objection_blocks = kept == NULL || flag(kept, "objection_blocks");
	method->concern_blocks = flag(kept, "concern_blocks");
	method->quorum_percent = (int)json_get_number(kept, "quorum", 0);
	method->agrees_min = (int)json_get_number(kept, "agrees", 0);
	method->pass_percent = (int)json_get_number(kept, "pass", 0);
	method->is_pass_above = flag(kept, "above");
	method->is_of_eligible = flag(kept, "of_eligible");
	method->seconds_min = (int)json_get_number(kept, "seconds", 0);
	method->minimum = g_strdup(json_get_text(kept, "minimum"));
	method->closes_early = flag(kept, "early");
	method->final_call = g_strdup(json_get_text(kept, "final_call"));
	method->outstanding_max = (int)json_get_number(kept, "outstanding", 0);
	method->is_hidden = flag(kept, "hidden");
	method->outcome = g_strdup(json_get_text(kept, "outcome"));
	return method;
}

bool method_is_sealed(const Item *item)
{
	return item->kind == KIND_DECISION && item_is_open(item) &&
	       !flag(item->details, "unsealed") &&
	       flag(json_object_get(item->details, "method_rules"), "hidden");
}

/* ---- counting ----------------------------------------------------------- */

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
	bool is_one =
		g_ptr_array_find_with_equal_func(deciders, person, g_str_equal, NULL);
	const char *from = NULL;
	json_t *to = NULL;
	json_object_foreach((json_t *)(uintptr_t)delegations, from, to) is_one =
		is_one || g_strcmp0(json_string_value(to), person) == 0;
	return is_one;
}

static bool ticks(PositionValue value)
{
	return value == POSITION_AGREE || value == POSITION_ABSTAIN ||
	       value == POSITION_DISAGREE;
}

/* Who raises something after having ticked the proposal off stays ticked. */
static bool has_ticked(const Item *item, const Stance *stance)
{
	g_autoptr(GPtrArray) ticked = item_people(item, "ticked");
	return ticks(stance->value) || g_ptr_array_find_with_equal_func(
					       ticked, stance->person, g_str_equal, NULL);
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
	return !is_own &&
	       (g_ptr_array_find_with_equal_func(seconds, decider, g_str_equal, NULL) ||
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
