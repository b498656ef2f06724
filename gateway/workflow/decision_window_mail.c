/* decision_window_mail.c: the window in mails, with the calendar file that goes with it.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision_window_mail.h"

#include "base/words.h"
#include "workflow/letter.h"

static Invite *invite_of(const Turn *turn, const json_t *window, bool is_cancelled)
{
	const Config *config = turn->desk->config;
	int64_t version = json_get_number(turn->item->details, "window_version", 1);
	Invite *invite = g_new0(Invite, 1);
	invite->uid = g_strdup_printf("%s.%s.window.%s", turn->item->id, config->name,
				      config->address);
	invite->summary = g_strdup_printf("[%s] %s", turn->item->id, turn->item->title);
	invite->organizer_name = g_strdup(config->name);
	invite->organizer = g_strdup(config->address);
	invite->start = json_get_number(window, "at", 0);
	invite->end = json_get_number(window, "close", 0);
	invite->made = turn->desk->now;
	invite->sequence = (int)version - (is_cancelled ? 0 : 1);
	invite->is_cancelled = is_cancelled;
	return invite;
}

static bool is_outside(const json_t *window, const Person *person)
{
	size_t index;
	json_t *row;
	json_array_foreach(json_object_get(window, "people"), index, row)
	{
		if (g_strcmp0(json_get_text(row, "person"), person->id) == 0)
			return json_get_number(row, "outside", 0) > 0;
	}
	return false;
}

static json_t *window_model(const json_t *window, const Person *to)
{
	return json_pack("{s:o, s:o, s:o, s:b}", "from",
			 letter_time(to, json_get_number(window, "at", 0)), "until",
			 letter_time(to, json_get_number(window, "close", 0)), "minutes",
			 json_integer(json_get_number(window, "minutes", 0)), "outside",
			 is_outside(window, to));
}

void window_attach(Notice *notice, const Turn *turn, const Person *to)
{
	const json_t *window = json_object_get(turn->item->details, "window");
	if (window == NULL)
		return;
	json_object_set_new(notice->model, "window", window_model(window, to));
	notice->invite = invite_of(turn, window, false);
}

/* Those who decide, and the owner. */
static GPtrArray *guests(const Item *item)
{
	GPtrArray *ids = item_people(item, "deciders");
	words_list_add(ids, item->owner);
	return ids;
}

static bool gets_ask(const Item *item, const char *id)
{
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	return item_stance(item, id) == NULL && words_list_has(deciders, id);
}

void window_tell(Turn *turn)
{
	const Item *item = turn->item;
	g_autoptr(GPtrArray) ids = guests(item);
	g_autofree char *what =
		g_strdup_printf("window:%" G_GINT64_FORMAT,
				json_get_number(item->details, "window_version", 1));
	for (guint i = 0;
	     json_object_get(item->details, "window") != NULL && i < ids->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(ids, i));
		if (person == NULL || gets_ask(item, person->id))
			continue;
		Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "report",
					    "window-decision", item, person, what);
		window_attach(notice, turn, person);
		notice->expires = item->due;
		plan_notice(turn->plan, notice);
	}
}

void window_tell_gone(Turn *turn, const json_t *window)
{
	const Item *item = turn->item;
	g_autoptr(GPtrArray) ids = guests(item);
	g_autofree char *what =
		g_strdup_printf("no-window:%" G_GINT64_FORMAT,
				json_get_number(item->details, "window_version", 1));
	for (guint i = 0; i < ids->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(ids, i));
		if (person == NULL)
			continue;
		Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "report",
					    "window-gone", item, person, what);
		json_object_set_new(notice->model, "window",
				    window_model(window, person));
		notice->invite = invite_of(turn, window, true);
		plan_notice(turn->plan, notice);
	}
}

void window_call_off(Notice *notice, const Turn *turn)
{
	const json_t *window = json_object_get(turn->item->details, "window");
	g_autoptr(GPtrArray) ids = guests(turn->item);
	if (window != NULL && json_get_number(window, "at", 0) > turn->desk->now &&
	    words_list_has(ids, notice->person))
		notice->invite = invite_of(turn, window, true);
}
