/* cmd_when.c: what a date or duration phrase means.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "calendar/when.h"
#include "cli/command.h"
#include "cli/output.h"

static json_t *answer_json(const char *phrase, const When *when)
{
	json_t *answer = json_object();
	json_object_set_new(answer, "phrase", json_text(phrase));
	json_object_set_new(answer, "understood", json_boolean(when->understood));
	if (!when->understood) {
		json_object_set_new(answer, "error", json_text(when->error));
		json_object_set_new(answer, "suggestion", json_text(when->suggestion));
		return answer;
	}
	g_autofree char *local =
		when->is_cleared ? NULL : zone_format(when->zone, when->instant);
	json_object_set_new(answer, "instant", json_instant(when->instant));
	json_object_set_new(answer, "local", json_text(local));
	json_object_set_new(answer, "zone", json_text(zone_name(when->zone)));
	json_object_set_new(answer, "grain", json_text(grain_name(when->grain)));
	json_object_set_new(answer, "moved", json_boolean(when->was_moved));
	return answer;
}

static void print_answer(const When *when)
{
	if (!when->understood) {
		fprintf(stderr, "mailmoot: %s\n", when->error);
		if (when->suggestion != NULL)
			fprintf(stderr, "write: %s\n", when->suggestion);
	} else if (when->is_cleared) {
		printf("no date\n");
	} else {
		g_autofree char *local = zone_format(when->zone, when->instant);
		printf("%s%s\n", local,
		       when->was_moved ? " (the day itself does not work)" : "");
	}
}

static int answer(const Invocation *invocation, const char *phrase,
		  const WhenInput *input)
{
	g_autoptr(When) when = when_read(phrase, input);
	if (invocation_has(invocation, "json"))
		output_json(answer_json(phrase, when), false);
	else
		print_answer(when);
	return when->understood ? 0 : EXIT_INPUT;
}

static int refuse_person(const Engine *engine, const char *word)
{
	g_auto(GStrv) near = people_suggest(engine->people, word);
	g_autofree char *list = g_strjoinv(", ", near);
	fprintf(stderr, "mailmoot: nobody is called '%s'%s%s\n", word,
		*list != '\0' ? "; near: " : "", list);
	return EXIT_INPUT;
}

int cmd_when(const Invocation *invocation)
{
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	g_autofree char *phrase = g_strjoinv(" ", invocation->arguments);
	const char *word = invocation_value(invocation, "for");
	if (world == NULL)
		return EXIT_USAGE;
	WhenInput input = {.zone = zone_utc(), .now = world_now(world)};
	if (!invocation->has_config && word == NULL)
		return answer(invocation, phrase, &input);
	int status = 0;
	g_autoptr(Engine) engine = output_open_engine(invocation->config_path, world,
						      OUTPUT_STORE_IF_THERE, &status);
	if (engine == NULL)
		return status;
	input.zone = people_zone(engine->people);
	if (word != NULL) {
		g_autoptr(GPtrArray) ids = g_ptr_array_new();
		if (!people_resolve(engine->people, word, ids) || ids->len != 1)
			return refuse_person(engine, word);
		const Person *person =
			people_find(engine->people, g_ptr_array_index(ids, 0));
		input.zone = person->zone;
		input.hours = person->hours;
	}
	return answer(invocation, phrase, &input);
}
