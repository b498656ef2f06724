/* test_state.c: the table of moves, walked; and no way of deciding that accepts over an
 * objection, whatever was said and by whom. */
#include <string.h>

#include "workflow/method_judge.h"
#include "workflow/objection.h"

#define STATES (STATE_NOTED + 1)

static bool has_exit(Kind kind, State from)
{
	for (int to = 0; to < STATES; to++)
		if (state_may_become(kind, from, (State)to))
			return true;
	return false;
}

static void reach(Kind kind, State from, bool *seen)
{
	if (seen[from])
		return;
	seen[from] = true;
	for (int to = 0; to < STATES; to++)
		if (state_may_become(kind, from, (State)to))
			reach(kind, (State)to, seen);
}

static void test_walk(void)
{
	static const struct {
		Kind kind;
		State start;
	} rows[] = {{KIND_DECISION, STATE_DRAFT},
		    {KIND_QUESTION, STATE_OPEN},
		    {KIND_ESCALATION, STATE_RAISED}};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		bool seen[STATES] = {false};
		reach(rows[i].kind, rows[i].start, seen);
		for (int state = 0; state < STATES; state++) {
			g_assert_true(!seen[state] ||
				      has_exit(rows[i].kind, (State)state));
			for (int to = 0; to < STATES && !seen[state]; to++)
				g_assert_false(state_may_become(rows[i].kind,
								(State)state, (State)to));
		}
	}
}

/* Every state of decisions is reached, and open ones have a way to be given up. */
static void test_decisions(void)
{
	bool seen[STATES] = {false};
	reach(KIND_DECISION, STATE_DRAFT, seen);
	for (int state = STATE_DRAFT; state <= STATE_EXPIRED; state++)
		g_assert_true(seen[state]);
	static const State open[] = {STATE_DRAFT, STATE_PROPOSED, STATE_ON_HOLD,
				     STATE_FINAL_CALL};
	for (size_t i = 0; i < G_N_ELEMENTS(open); i++)
		g_assert_true(state_may_become(KIND_DECISION, open[i], STATE_WITHDRAWN));
	g_assert_false(state_may_become(KIND_DECISION, STATE_DRAFT, STATE_ACCEPTED));
	g_assert_false(state_may_become(KIND_DECISION, STATE_ON_HOLD, STATE_ACCEPTED));
	/* What has lost its effect gets it back by a new round, or with its successor's
	 * end. */
	for (int state = STATE_REJECTED; state <= STATE_EXPIRED; state++)
		g_assert_true(
			state == STATE_SUPERSEDED ||
			state_may_become(KIND_DECISION, (State)state, STATE_PROPOSED));
}

/* ---- objections --------------------------------------------------------- */

static Method any_method(GRand *chance)
{
	return (Method){
		.name = (char *)(uintptr_t) "any",
		.decides = (Decides)g_rand_int_range(chance, 0, 3),
		.objection_blocks = g_rand_boolean(chance),
		.concern_blocks = g_rand_boolean(chance),
		.quorum_percent = g_rand_int_range(chance, 0, 101),
		.agrees_min = g_rand_int_range(chance, 0, 3),
		.pass_percent = g_rand_int_range(chance, 0, 101),
		.is_pass_above = g_rand_boolean(chance),
		.is_of_eligible = g_rand_boolean(chance),
		.seconds_min = g_rand_int_range(chance, 0, 3),
		.closes_early = g_rand_boolean(chance),
		.outstanding_max = g_rand_int_range(chance, 0, 3),
		.ballot = (BallotKind)g_rand_int_range(chance, 0, 3),
	};
}

static Stance *any_stance(GRand *chance, const char *person)
{
	static const PositionValue values[] = {POSITION_AGREE, POSITION_ABSTAIN,
					       POSITION_DISAGREE, POSITION_CONCERN,
					       POSITION_OBJECT};
	Stance *stance = g_new0(Stance, 1);
	stance->person = g_strdup(person);
	stance->value = values[g_rand_int_range(chance, 0, (gint32)G_N_ELEMENTS(values))];
	stance->reason = g_strdup(g_rand_boolean(chance) ? "it is dear" : "");
	stance->is_resolved = g_rand_boolean(chance);
	stance->is_counted = g_rand_int_range(chance, 0, 4) > 0;
	return stance;
}

static void raise_one(Item *item, const Stance *stance, const Method *method)
{
	int open = 0;
	if (stance->value != POSITION_CONCERN && stance->value != POSITION_OBJECT)
		return;
	(void)objection_raise(item, stance, method);
	if (stance->is_resolved)
		objection_close(objection_open_of(item, stance->person, NULL, &open),
				"resolved");
}

static Item *any_decision(GRand *chance, const Method *method)
{
	static const char *const people[] = {"ann", "ben", "cyd", "dan", "eve"};
	Item *item = item_new(KIND_DECISION, 1);
	g_autoptr(GPtrArray) deciders = g_ptr_array_new();
	item->opener = g_strdup("ann");
	item->owner = g_strdup("ben");
	item->state = STATE_PROPOSED;
	for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
		if (g_rand_int_range(chance, 0, 4) > 0)
			g_ptr_array_add(deciders, (gpointer)(uintptr_t)people[i]);
		if (g_rand_boolean(chance))
			g_ptr_array_add(item->stances, any_stance(chance, people[i]));
	}
	item_set_people(item, "deciders", deciders);
	method_keep(item, method);
	for (guint i = 0; i < item->stances->len; i++)
		raise_one(item, g_ptr_array_index(item->stances, i), method);
	if (g_rand_boolean(chance))
		json_object_set_new(item->details, "chosen", json_string("yes"));
	if (g_rand_boolean(chance))
		json_object_set_new(item->details, "delegations",
				    json_pack("{s:s, s:s, s:s}", "ann", "cyd", "cyd",
					      "eve", "eve", "ann"));
	return item;
}

/* Said by this test's own reading of the rule. */
static bool objects(const Method *method, const Item *item, const char *decider)
{
	const Stance *stance = item_stance(item, decider);
	if (stance == NULL || !stance->is_counted || stance->is_resolved ||
	    *stance->reason == '\0')
		return false;
	return (stance->value == POSITION_OBJECT && method->objection_blocks) ||
	       (stance->value == POSITION_CONCERN && method->concern_blocks);
}

static void test_objections(void)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(8);
	int stood = 0, passed = 0;
	for (int run = 0; run < 100000; run++) {
		const Method method = any_method(chance);
		g_autoptr(Item) item = any_decision(chance, &method);
		g_autoptr(Method) kept = method_of(item);
		g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
		bool stands = false;
		for (guint i = 0; i < deciders->len; i++)
			stands = stands ||
				 objects(&method, item, g_ptr_array_index(deciders, i));
		Verdict verdict = method_judge(kept, item);
		passed += verdict == VERDICT_PASSES;
		stood += stands;
		g_assert_true(!stands || verdict == VERDICT_OBJECTION);
		g_assert_true(!stands || !method_is_certain(kept, item));
		g_assert_true(!stands || !method_is_ready(kept, item));
	}
	g_assert_cmpint(stood, >, 1000);
	g_assert_cmpint(passed, >, 1000);
}

/* ---- an early end ------------------------------------------------------- */

/* What somebody who was silent may say yet, with an option where there are any. */
static const struct {
	PositionValue value;
	const char *choice;
} SAYINGS[] = {{POSITION_NONE, NULL},	 {POSITION_AGREE, "1"},
	       {POSITION_AGREE, "2"},	 {POSITION_DISAGREE, NULL},
	       {POSITION_ABSTAIN, NULL}, {POSITION_CONCERN, NULL},
	       {POSITION_OBJECT, NULL}};

static Item *after(const Item *item, const GPtrArray *silent, guint which)
{
	Item *copy = item_copy(item);
	json_t *choices = json_object_get(copy->details, "choices");
	for (guint i = 0; i < silent->len; i++, which /= G_N_ELEMENTS(SAYINGS)) {
		guint saying = which % G_N_ELEMENTS(SAYINGS);
		if (SAYINGS[saying].value == POSITION_NONE)
			continue;
		Stance *stance = g_new0(Stance, 1);
		stance->person = g_strdup(g_ptr_array_index(silent, i));
		stance->value = SAYINGS[saying].value;
		stance->reason = g_strdup("it is dear");
		stance->is_counted = true;
		g_ptr_array_add(copy->stances, stance);
		if (SAYINGS[saying].choice != NULL)
			json_object_set_new(choices, stance->person,
					    json_string(SAYINGS[saying].choice));
	}
	return copy;
}

static void try_all(const Method *method, const Item *item, const GPtrArray *silent)
{
	Verdict verdict = method_judge(method, item);
	int choice = method_choice(method, item);
	guint ways = 1;
	for (guint i = 0; i < silent->len; i++)
		ways *= G_N_ELEMENTS(SAYINGS);
	for (guint which = 0; which < ways; which++) {
		g_autoptr(Item) later = after(item, silent, which);
		g_assert_cmpint(method_judge(method, later), ==, verdict);
		if (verdict == VERDICT_PASSES)
			g_assert_cmpint(method_choice(method, later), ==, choice);
	}
}

/* Is it ended early, nothing that anybody silent could say would have changed it. */
static void test_certain(void)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(9);
	int certain = 0, waited = 0;
	for (int run = 0; run < 60000; run++) {
		const Method method = any_method(chance);
		g_autoptr(Item) item = any_decision(chance, &method);
		json_object_del(item->details, "delegations");
		if (g_rand_boolean(chance))
			json_object_set_new(
				item->details, "options",
				json_pack("[{s:i}, {s:i}]", "number", 1, "number", 2));
		json_object_set_new(item->details, "choices",
				    json_pack("{s:s, s:s}", "ann", "1", "ben", "2"));
		g_autoptr(Method) kept = method_of(item);
		g_autoptr(GPtrArray) silent = item_people(item, "deciders");
		for (guint i = silent->len; i > 0; i--)
			if (item_stance(item, g_ptr_array_index(silent, i - 1)) != NULL)
				g_ptr_array_remove_index(silent, i - 1);
		if (!method_is_certain(kept, item) || silent->len > 3)
			continue;
		certain++;
		waited += silent->len > 0;
		try_all(kept, item, silent);
	}
	g_assert_cmpint(certain, >, 1000);
	g_assert_cmpint(waited, >, 100);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/state/walk", test_walk);
	g_test_add_func("/state/decisions", test_decisions);
	g_test_add_func("/state/objections", test_objections);
	g_test_add_func("/state/certain", test_certain);
	return g_test_run();
}
