/* decision_window.c: the window a decision keeps: taken, moved by an order, dropped.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision_window.h"

#include <stdlib.h>
#include <string.h>

#include "workflow/decision_window_mail.h"
#include "workflow/decision_window_search.h"
#include "workflow/letter.h"
#include "workflow/transcript.h"

/* ---- what is asked for -------------------------------------------------- */

bool window_is_phrase(const char *phrase)
{
	size_t length = strlen(WINDOW_WORD);
	return phrase != NULL && g_ascii_strncasecmp(phrase, WINDOW_WORD, length) == 0 &&
	       (phrase[length] == '\0' || phrase[length] == ' ');
}

/* ---- the window, in the item -------------------------------------------- */

void window_release(Turn *turn)
{
	if (json_object_get(turn->item->details, "window") != NULL)
		plan_release(turn->plan, turn->item->id);
}

/* Who is outside their hours is charged for it. */
static void charge(Turn *turn, const json_t *window)
{
	size_t index;
	json_t *row;
	json_array_foreach(json_object_get(window, "people"), index, row)
	{
		if (json_get_number(row, "outside", 0) == 0)
			continue;
		Burden *burden = g_new0(Burden, 1);
		burden->circle = g_strdup(json_get_text(window, "circle"));
		burden->person = g_strdup(json_get_text(row, "person"));
		burden->item = g_strdup(turn->item->id);
		burden->at = json_get_number(window, "at", 0);
		burden->minutes = json_get_number(row, "outside", 0);
		plan_burden(turn->plan, burden);
	}
}

static void keep_window(Turn *turn, json_t *window)
{
	Item *item = turn->item;
	const Person *owner = people_find(turn->desk->people, item->owner);
	int64_t version = json_get_number(item->details, "window_version", 0);
	window_release(turn);
	json_object_set(item->details, "window", window);
	json_object_set_new(item->details, "window_version", json_integer(version + 1));
	json_object_del(item->details, "windows");
	turn->has_changed = true;
	g_autofree char *at = zone_format(owner != NULL ? owner->zone : zone_utc(),
					  json_get_number(window, "at", 0));
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "window",
		   "%s, for %d minutes: all who decide can be there at once", at,
		   (int)json_get_number(window, "minutes", 0));
	plan_event_data(turn->plan, json_deep_copy(window));
	charge(turn, window);
}

Instant window_due(Turn *turn, const char *phrase, const GPtrArray *deciders)
{
	g_autoptr(json_t) window = window_find(turn, phrase, deciders, 0, true);
	if (window == NULL)
		return INSTANT_NONE;
	keep_window(turn, window);
	return json_get_number(window, "close", INSTANT_NONE);
}

void window_drop(Turn *turn)
{
	Item *item = turn->item;
	g_autoptr(json_t) window = json_incref(json_object_get(item->details, "window"));
	if (window == NULL || json_get_number(window, "close", 0) == item->due)
		return;
	window_release(turn);
	json_object_del(item->details, "window");
	turn->has_changed = true;
	if (json_get_number(window, "at", 0) <= turn->desk->now)
		return;
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "window called off",
		   "it closes at another time");
	window_tell_gone(turn, window);
}

/* ---- orders ------------------------------------------------------------- */

static const char *hindrance(const Turn *turn)
{
	if (g_strcmp0(turn->item->owner, turn->sender->id) != 0)
		return "owner_only";
	return decision_is_running(turn->item) ? NULL : "not_running";
}

static bool refuse(Turn *turn, const Command *command, const char *code, json_t *values)
{
	transcript_bad(turn->transcript, command->line, command->written, code,
		       values != NULL ? values : decision_closed_values(turn));
	return true;
}

static bool move_to(Turn *turn, const Command *command, json_t *window, const char *norm)
{
	keep_window(turn, window);
	decision_set_due(turn, json_get_number(window, "close", INSTANT_NONE), norm);
	decision_ask_again(turn);
	window_tell(turn);
	transcript_good(
		turn->transcript, command->line, command->written, "window_set",
		json_pack("{s:o, s:o}", "at",
			  letter_time(turn->sender, json_get_number(window, "at", 0)),
			  "due", letter_time(turn->sender, turn->item->due)));
	return true;
}

bool window_move(Turn *turn, const Command *command)
{
	const char *code = hindrance(turn);
	if (code != NULL)
		return refuse(turn, command, code, NULL);
	g_autoptr(GPtrArray) deciders = item_people(turn->item, "deciders");
	g_autoptr(json_t) window =
		window_find(turn, command->argument, deciders, command->line, false);
	return window == NULL || move_to(turn, command, window, command->argument);
}

bool window_pick(Turn *turn, const Command *command)
{
	const char *code = hindrance(turn);
	const json_t *offers = json_object_get(turn->item->details, "windows");
	size_t count = json_array_size(offers);
	size_t number = (size_t)strtoul(command->argument, NULL, 10);
	if (code != NULL)
		return refuse(turn, command, code, NULL);
	if (number < 1 || number > count)
		return refuse(turn, command, "no_such_window",
			      json_pack("{s:o}", "count",
					count > 0 ? json_integer((json_int_t)count)
						  : json_null()));
	g_autoptr(json_t) window = json_incref(json_array_get(offers, number - 1));
	if (json_get_number(window, "at", 0) <= turn->desk->now)
		return refuse(
			turn, command, "window_over",
			json_pack("{s:I}", "minutes",
				  (json_int_t)json_get_number(window, "minutes", 0)));
	g_autofree char *norm = g_strdup_printf(
		WINDOW_WORD " %dm", (int)json_get_number(window, "minutes", 0));
	return move_to(turn, command, window, norm);
}
