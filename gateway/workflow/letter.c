/* letter.c: what every notice starts from.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/letter.h"

#include <string.h>

#include "base/text.h"

#define WORKING_DAY_SECONDS (8 * 3600)
#define SEEN_MAX	    20

const char *letter_name(const Desk *desk, const char *id)
{
	const Person *person = people_find(desk->people, id);
	return person != NULL ? person->name : id;
}

char *letter_names(const Desk *desk, const GPtrArray *ids)
{
	GString *names = g_string_new(NULL);
	for (guint i = 0; i < ids->len; i++) {
		if (i > 0)
			g_string_append(names, ", ");
		g_string_append(names, letter_name(desk, g_ptr_array_index(ids, i)));
	}
	return g_string_free(names, FALSE);
}

json_t *letter_time(const Person *to, Instant instant)
{
	if (instant == INSTANT_NONE)
		return json_null();
	g_autofree char *text = zone_format(to->zone, instant);
	return json_text(text);
}

json_t *letter_working_time(int64_t seconds)
{
	int64_t days = seconds / WORKING_DAY_SECONDS;
	int64_t hours = seconds % WORKING_DAY_SECONDS / 3600;
	int64_t minutes = seconds % 3600 / 60;
	json_t *time = json_object();
	if (days > 0)
		json_object_set_new(time, "days", json_integer(days));
	if (hours > 0)
		json_object_set_new(time, "hours", json_integer(hours));
	if (days == 0 && (minutes > 0 || hours == 0))
		json_object_set_new(time, "minutes", json_integer(minutes));
	return time;
}

static json_t *first_word(const char *name)
{
	g_autofree char *word = g_strndup(name, strcspn(name, " "));
	return json_text(word);
}

static json_t *item_model(const Desk *desk, const Item *item, const Person *to)
{
	json_t *model = json_object();
	json_object_set_new(model, "id", json_text(item->id));
	json_object_set_new(model, "title", json_text(item->title));
	json_object_set_new(model, "kind", json_text(kind_name(item->kind)));
	json_object_set_new(model, "state", json_text(state_name(item->state)));
	json_object_set_new(model, "owner", json_text(letter_name(desk, item->owner)));
	json_object_set_new(model, "opener", json_text(letter_name(desk, item->opener)));
	json_object_set_new(model, "project", json_text(item->project));
	json_object_set_new(model, "opened", letter_time(to, item->opened));
	json_object_set_new(model, "due", letter_time(to, item->due));
	json_object_set(model, "fields", item->fields);
	json_object_set(model, "details", item->details);
	if (item->due != INSTANT_NONE && item->due > desk->now)
		json_object_set_new(model, "left",
				    letter_working_time(hours_elapsed(
					    to->hours, desk->now, item->due)));
	return model;
}

static json_t *base_model(const Desk *desk, const Item *item, const Person *to)
{
	json_t *model = json_object();
	json_object_set_new(model, "gateway",
			    json_pack("{s:o, s:o}", "name", json_text(desk->config->name),
				      "address", json_text(desk->config->address)));
	json_t *you =
		json_pack("{s:o, s:o, s:o, s:b}", "name", json_text(to->name), "first",
			  first_word(to->name), "zone", json_text(zone_name(to->zone)),
			  "assumed", to->is_zone_assumed);
	json_object_set_new(model, "you", you);
	json_object_set_new(model, "now", letter_time(to, desk->now));
	if (item != NULL)
		json_object_set_new(model, "item", item_model(desk, item, to));
	return model;
}

void letter_pace(Notice *notice, const Person *to, Instant from)
{
	Pace pace = pace_plan(to, from, notice->due);
	notice->try_at = pace.at;
	notice->free_at = pace.free_at;
	notice->pace = pace.reason;
}

Notice *letter_new(const Desk *desk, LetterPace pace, const char *kind,
		   const char *template, const Item *item, const Person *to,
		   const char *what)
{
	Notice *notice = g_new0(Notice, 1);
	notice->key = g_strdup_printf("%s:%s:%s:%s", item != NULL ? item->id : "-", kind,
				      to->id, what);
	notice->kind = g_strdup(kind);
	notice->item = item != NULL ? g_strdup(item->id) : NULL;
	notice->person = g_strdup(to->id);
	notice->address = g_strdup(g_ptr_array_index(to->addresses, 0));
	notice->name = g_strdup(to->name);
	notice->template = g_strdup(template);
	notice->model = base_model(desk, item, to);
	notice->is_answer = pace == LETTER_ANSWER;
	notice->is_urgent = pace == LETTER_URGENT;
	notice->expires = INSTANT_NONE;
	notice->try_at = notice->free_at = desk->now;
	notice->due = item != NULL && item_is_open(item) && item->due > desk->now
			      ? item->due
			      : INSTANT_NONE;
	notice->is_news = item != NULL && strcmp(kind, "report") == 0 &&
			  g_strcmp0(item->owner, to->id) != 0;
	if (pace == LETTER_PATIENT)
		letter_pace(notice, to, desk->now);
	if (item != NULL && item->root_message_id != NULL) {
		notice->root = g_strdup(item->root_message_id);
		notice->in_reply_to = g_strdup(item->root_message_id);
	}
	return notice;
}

/* An answer goes to the address the person has just written from. */
static void answer_to(Notice *notice, const Reading *reading)
{
	const Message *message = reading->message;
	g_free(notice->address);
	notice->address = g_strdup(message->from->address);
	g_free(notice->in_reply_to);
	notice->in_reply_to = g_strdup(message->message_id);
	if (notice->root == NULL)
		notice->root = g_strdup(message->message_id);
	json_t *written = json_object();
	json_object_set_new(written, "subject", json_text(message->subject));
	json_object_set_new(written, "bare_subject", json_text(reading->thread->subject));
	json_object_set_new(written, "base_subject", json_text(reading->tag->title));
	json_object_set_new(notice->model, "written", written);
}

Notice *letter_answer_mail(const Desk *desk, const Reading *reading, const char *kind,
			   const char *template, const Item *item)
{
	Notice *notice = letter_new(desk, LETTER_ANSWER, kind, template, item,
				    reading->sender, reading->message->key);
	notice->is_doubtful = reading->proof->proof < PROOF_TOKEN;
	answer_to(notice, reading);
	return notice;
}

Notice *letter_answer(const Turn *turn, const char *kind, const char *template)
{
	return letter_answer_mail(turn->desk, turn->reading, kind, template, turn->item);
}

void letter_button(Notice *notice, const char *name, const char *body)
{
	json_t *buttons = json_object_get(notice->model, "buttons");
	if (buttons == NULL) {
		buttons = json_object();
		json_object_set_new(notice->model, "buttons", buttons);
	}
	json_object_set_new(buttons, name, json_pack("{s:o}", "body", json_text(body)));
}

/* As ballots are tallied on lists. */
static const char *vote_mark(PositionValue value)
{
	if (value == POSITION_AGREE)
		return "+1";
	return value == POSITION_DISAGREE || value == POSITION_OBJECT ? "-1" : " 0";
}

static json_t *stance_model(const Desk *desk, const Stance *stance, const Person *to)
{
	json_t *model = json_object();
	json_object_set_new(model, "name", json_text(letter_name(desk, stance->person)));
	json_object_set_new(model, "value",
			    json_text(position_value_name(stance->value)));
	json_object_set_new(model, "vote", json_text(vote_mark(stance->value)));
	if (stance->reason != NULL && *stance->reason != '\0')
		json_object_set_new(model, "reason", json_text(stance->reason));
	json_object_set_new(model, "at", letter_time(to, stance->at));
	json_object_set_new(model, "resolved", json_boolean(stance->is_resolved));
	json_object_set_new(model, "counted", json_boolean(stance->is_counted));
	return model;
}

void letter_positions(Notice *notice, const Desk *desk, const Item *item,
		      const Person *to)
{
	json_t *array = json_array();
	for (guint i = 0; i < item->stances->len; i++)
		json_array_append_new(
			array,
			stance_model(desk, g_ptr_array_index(item->stances, i), to));
	json_object_set_new(notice->model, "positions", array);
	json_object_set_new(notice->model, "has_positions",
			    json_boolean(item->stances->len > 0));
}

static json_t *seen_model(const Notice *ask, const Person *to, Instant now)
{
	return json_pack("{s:o, s:o, s:b}", "name", json_text(to->name), "at",
			 letter_time(to, ask->try_at), "now", ask->try_at <= now);
}

void letter_say_when_seen(Plan *plan, const Desk *desk)
{
	Notice *receipt = NULL;
	g_autoptr(json_t) seen = json_array();
	for (guint i = 0; i < plan->notices->len; i++) {
		Notice *notice = g_ptr_array_index(plan->notices, i);
		const Person *to = people_find(desk->people, notice->person);
		if (strcmp(notice->kind, "receipt") == 0)
			receipt = notice;
		else if (strcmp(notice->kind, "ask") == 0 && to != NULL &&
			 json_array_size(seen) < SEEN_MAX)
			json_array_append_new(seen, seen_model(notice, to, desk->now));
	}
	if (receipt != NULL && json_array_size(seen) > 0)
		json_object_set(receipt->model, "seen", seen);
}
