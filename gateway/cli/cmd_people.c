/* cmd_people.c: who we know, how they work, who says so, and who is away; absences by the
 * operator's hand.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/command.h"
#include "cli/output.h"
#include "engine/apply.h"
#include "workflow/absence.h"

static json_t *value_json(const ProfileValue *value)
{
	return json_pack("{s:s, s:s, s:o, s:b}", "value", value->text, "source",
			 profile_source_name(value->source), "at",
			 json_instant(value->at), "pinned", value->is_pinned);
}

static json_t *leave_json(const Leave *leave)
{
	return json_pack("{s:o, s:o, s:o, s:s}", "from", json_instant(leave->start),
			 "until", json_instant(leave->end), "delegate",
			 json_text(leave->delegate), "source",
			 leave_source_name(leave->source));
}

static json_t *away_json(const Engine *engine, const Person *person, Instant now)
{
	const Leave *leave = people_leave_at(engine->people, person->id, now);
	if (leave == NULL)
		return json_null();
	const Person *other = people_stand_in(engine->people, person->id, now);
	json_t *object = leave_json(leave);
	json_object_set_new(object, "stands_in",
			    json_text(other != NULL ? other->id : NULL));
	return object;
}

static json_t *person_json(const Engine *engine, const Person *person, Instant now)
{
	json_t *object = json_object();
	json_t *addresses = json_array(), *groups = json_array(), *leaves = json_array();
	g_autoptr(GPtrArray) in = people_groups_of(engine->people, person->id);
	g_autoptr(GPtrArray) away = people_leaves_of(engine->people, person->id, now);
	for (guint i = 0; i < person->addresses->len; i++)
		json_array_append_new(addresses,
				      json_text(g_ptr_array_index(person->addresses, i)));
	for (guint i = 0; i < in->len; i++)
		json_array_append_new(groups, json_text(g_ptr_array_index(in, i)));
	for (guint i = 0; i < away->len; i++)
		json_array_append_new(leaves, leave_json(g_ptr_array_index(away, i)));
	json_object_set_new(object, "id", json_text(person->id));
	json_object_set_new(object, "name", json_text(person->name));
	json_object_set_new(object, "addresses", addresses);
	json_object_set_new(object, "groups", groups);
	json_object_set_new(object, "manager", json_text(person->manager));
	for (int key = 0; key < PROFILE_KEYS; key++)
		json_object_set_new(object, profile_key_name((ProfileKey)key),
				    value_json(&person->profile[key]));
	json_object_set_new(object, "daily_cap", json_integer(person->daily_cap));
	json_object_set_new(object, "away", away_json(engine, person, now));
	json_object_set_new(object, "absences", leaves);
	return object;
}

/* A value and, where it is not the operator's, whose. */
static char *told(const ProfileValue *value)
{
	return value->source == PROFILE_CONFIGURED
		       ? g_strdup(value->text)
		       : g_strdup_printf("%s (%s)", value->text,
					 profile_source_name(value->source));
}

static char *away_text(const Engine *engine, const Person *person, Instant now)
{
	const Leave *leave = people_leave_at(engine->people, person->id, now);
	if (leave == NULL)
		return g_strdup("");
	const Person *other = people_stand_in(engine->people, person->id, now);
	g_autofree char *until = zone_format_short(person->zone, leave->end);
	return g_strdup_printf(
		"until %s%s%s (%s)", until, other != NULL ? ", delegate " : "",
		other != NULL ? other->id : "", leave_source_name(leave->source));
}

static int print_json(const Engine *engine, Instant now)
{
	json_t *array = json_array();
	for (size_t i = 0; i < people_count(engine->people); i++)
		json_array_append_new(
			array, person_json(engine, people_at(engine->people, i), now));
	output_json(array, false);
	return 0;
}

static int print_table(const Engine *engine, Instant now)
{
	static const char *const head[] = {"ID",    "NAME", "ZONE", "HOURS",
					   "SLOTS", "AWAY", NULL};
	Table *table = table_new(head, 0);
	for (size_t i = 0; i < people_count(engine->people); i++) {
		const Person *person = people_at(engine->people, i);
		g_autofree char *zone = told(&person->profile[PROFILE_ZONE]);
		g_autofree char *hours = told(&person->profile[PROFILE_HOURS]);
		g_autofree char *slots = told(&person->profile[PROFILE_SLOTS]);
		g_autofree char *away = away_text(engine, person, now);
		table_add(table, person->id, person->name, zone, hours, slots, away,
			  NULL);
	}
	table_print(table);
	return 0;
}

/* ---- the operator's hand ------------------------------------------------ */

static const Person *find_person(const Engine *engine, const char *word)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	if (people_resolve(engine->people, word, ids) && ids->len == 1)
		return people_find(engine->people, g_ptr_array_index(ids, 0));
	g_auto(GStrv) near = people_suggest(engine->people, word);
	g_autofree char *list = g_strjoinv(", ", near);
	fprintf(stderr, "mailmoot: nobody is called '%s'%s%s\n", word,
		*list != '\0' ? "; near: " : "", list);
	return NULL;
}

static int carry_out(Engine *engine, const Plan *plan)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(StoreTxn) txn = store_begin(engine->store, &error);
	bool is_done = txn != NULL &&
		       apply_plan(engine, world_now(engine->world), plan, 0, &error) &&
		       store_commit(g_steal_pointer(&txn), &error);
	return is_done ? 0 : output_fault(error);
}

static int set_away(Engine *engine, const Person *person, char **words)
{
	g_autofree char *text = g_strjoinv(" ", words);
	g_autoptr(GError) error = NULL;
	g_autoptr(Plan) plan = plan_new();
	Desk desk;
	Instant now = world_now(engine->world);
	if (!engine_desk(engine, now, &desk, &error))
		return output_fault(error);
	g_autoptr(Leave) leave = absence_read(&desk, person, text, &error);
	if (leave == NULL) {
		fprintf(stderr, "mailmoot: %s\n", error->message);
		return EXIT_INPUT;
	}
	leave->source = LEAVE_BY_OPERATOR;
	g_autofree char *until = zone_format(person->zone, leave->end);
	printf("%s is away until %s%s%s\n", person->id, until,
	       leave->delegate != NULL ? ", delegate " : "",
	       leave->delegate != NULL ? leave->delegate : "");
	absence_begin(&desk, person, g_steal_pointer(&leave), plan);
	return carry_out(engine, plan);
}

static int set_back(Engine *engine, const Person *person)
{
	g_autoptr(Plan) plan = plan_new();
	const Desk desk = {.config = engine->config,
			   .people = engine->people,
			   .now = world_now(engine->world)};
	absence_end(&desk, person, plan);
	return carry_out(engine, plan);
}

int cmd_people(const Invocation *invocation)
{
	char **words = invocation->arguments;
	bool is_list =
		words[0] == NULL || (g_str_equal(words[0], "list") && words[1] == NULL);
	bool is_away = !is_list && g_str_equal(words[0], "away") && words[1] != NULL &&
		       words[2] != NULL;
	bool is_back = !is_list && g_str_equal(words[0], "back") && words[1] != NULL &&
		       words[2] == NULL;
	int status = 0;
	if (!is_list && !is_away && !is_back) {
		fprintf(stderr, "mailmoot: people takes list, away PERSON DATES or back "
				"PERSON\n");
		return EXIT_USAGE;
	}
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	if (world == NULL)
		return EXIT_USAGE;
	g_autoptr(Engine) engine = output_open_engine(
		invocation->config_path, world,
		is_list ? OUTPUT_STORE_IF_THERE : OUTPUT_STORE_WRITE, &status);
	if (engine == NULL)
		return status;
	if (is_list)
		return invocation_has(invocation, "json")
			       ? print_json(engine, world_now(world))
			       : print_table(engine, world_now(world));
	const Person *person = find_person(engine, words[1]);
	if (person == NULL)
		return EXIT_INPUT;
	return is_away ? set_away(engine, person, words + 2) : set_back(engine, person);
}
