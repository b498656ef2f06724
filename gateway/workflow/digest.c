/* digest.c: open work and news, grouped by what the reader has to do with it.
 *
 * Every item stands in one group only, the first that fits; the most late first.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/digest.h"

#include <string.h>

#include "base/words.h"
#include "workflow/badge.h"
#include "workflow/letter.h"

#define GROUP_LINES_MAX 15
#define DAY_SECONDS	(24 * 3600)

typedef enum {
	GROUP_DECIDE,
	GROUP_OVERDUE,
	GROUP_DUE,
	GROUP_WAITING,
	GROUP_DECIDED,
	GROUP_STATUS,
	GROUP_NONE,
} Group;

/* The flag by which a template tells the groups apart. */
static const char *const group_flags[] = {"is_decide",	"is_overdue", "is_due",
					  "is_waiting", "is_decided", "is_status"};

typedef struct {
	const Desk *desk;
	const Person *person;
	Instant from, until, horizon;
	GPtrArray *groups[GROUP_NONE]; /* of const Item */
} Sorting;

void digest_free(Digest *digest)
{
	if (digest == NULL)
		return;
	json_decref(digest->model);
	g_ptr_array_unref(digest->lines);
	g_free(digest);
}

/* ---- which group -------------------------------------------------------- */

static bool is_asked(const Item *item, const char *person)
{
	if (item->kind == KIND_QUESTION)
		return item->state == STATE_OPEN && g_strcmp0(item->owner, person) == 0;
	if (item->kind == KIND_ESCALATION)
		return item->state == STATE_RAISED && g_strcmp0(item->owner, person) == 0;
	if (item->kind != KIND_DECISION || item_stance(item, person) != NULL)
		return false;
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	return words_list_has(deciders, person);
}

static bool is_in_window(const Sorting *sorting, Instant at)
{
	return at != INSTANT_NONE && at > sorting->from && at <= sorting->until;
}

static Group open_group(const Sorting *sorting, const Item *item)
{
	const char *id = sorting->person->id;
	if (is_asked(item, id))
		return GROUP_DECIDE;
	if (item->kind == KIND_ESCALATION ||
	    (item->due != INSTANT_NONE && item->due <= sorting->until))
		return GROUP_OVERDUE;
	if (item->due != INSTANT_NONE && item->due <= sorting->horizon)
		return GROUP_DUE;
	bool is_mine =
		g_strcmp0(item->owner, id) == 0 || g_strcmp0(item->opener, id) == 0;
	return is_mine ? GROUP_WAITING : GROUP_NONE;
}

static Group group_of(const Sorting *sorting, const Item *item)
{
	if (item->kind == KIND_STATUS || item->kind == KIND_NOTE)
		return is_in_window(sorting, item->opened) ? GROUP_STATUS : GROUP_NONE;
	if (item_is_open(item))
		return open_group(sorting, item);
	g_autofree char *badge = badge_text(item);
	if (badge != NULL && g_strcmp0(item->owner, sorting->person->id) == 0)
		return GROUP_OVERDUE;
	return is_in_window(sorting, item->closed) ? GROUP_DECIDED : GROUP_NONE;
}

static int by_due(gconstpointer a, gconstpointer b)
{
	const Item *first = *(const Item *const *)a, *second = *(const Item *const *)b;
	/* INSTANT_NONE is the smallest number and belongs last. */
	uint64_t first_due = (uint64_t)first->due - (uint64_t)INSTANT_NONE - 1;
	uint64_t second_due = (uint64_t)second->due - (uint64_t)INSTANT_NONE - 1;
	if (first_due != second_due)
		return first_due < second_due ? -1 : 1;
	return first->number < second->number ? -1 : first->number > second->number;
}

/* ---- lines -------------------------------------------------------------- */

static json_t *line_model(const Sorting *sorting, const Item *item, size_t number)
{
	const Desk *desk = sorting->desk;
	const json_t *outcome = json_object_get(item->details, "outcome");
	json_t *line = json_object();
	json_object_set_new(line, "n", json_integer((json_int_t)number));
	json_object_set_new(line, "id", json_text(item->id));
	json_object_set_new(line, "title", json_text(item->title));
	json_object_set_new(line, "kind", json_text(kind_name(item->kind)));
	json_object_set_new(line, "state", json_text(state_name(item->state)));
	json_object_set_new(line, "owner", json_text(letter_name(desk, item->owner)));
	json_object_set_new(line, "opener", json_text(letter_name(desk, item->opener)));
	json_object_set_new(line, "project", json_text(item->project));
	g_autofree char *badge = badge_text(item);
	json_object_set_new(line, "badge", json_text(badge));
	json_object_set_new(line, "due",
			    letter_time(sorting->person,
					item_is_open(item) ? item->due : INSTANT_NONE));
	json_object_set_new(line, "health",
			    json_text(json_get_text(item->details, "health")));
	json_object_set_new(line, "blocked",
			    json_text(json_get_text(item->details, "blocked")));
	json_object_set_new(line, "next", json_text(json_get_text(item->fields, "next")));
	json_object_set_new(line, "decision",
			    json_text(json_get_text(outcome, "decision")));
	json_object_set_new(line, "is_decision",
			    json_boolean(item->kind == KIND_DECISION));
	json_object_set_new(line, "is_question",
			    json_boolean(item->kind == KIND_QUESTION));
	json_object_set_new(line, "is_escalation",
			    json_boolean(item->kind == KIND_ESCALATION));
	json_object_set_new(line, "is_overdue",
			    json_boolean(item_is_open(item) &&
					 item->due != INSTANT_NONE &&
					 item->due <= sorting->until));
	if (item->due != INSTANT_NONE && item->due > sorting->until)
		json_object_set_new(
			line, "left",
			letter_working_time(hours_elapsed(sorting->person->hours,
							  sorting->until, item->due)));
	return line;
}

static json_t *group_model(const Sorting *sorting, Group group, GPtrArray *lines)
{
	GPtrArray *items = sorting->groups[group];
	g_ptr_array_sort(items, by_due);
	json_t *array = json_array();
	size_t shown = MIN(items->len, (guint)GROUP_LINES_MAX);
	for (size_t i = 0; i < shown; i++) {
		const Item *item = g_ptr_array_index(items, i);
		g_ptr_array_add(lines, g_strdup(item->id));
		json_array_append_new(array, line_model(sorting, item, lines->len));
	}
	json_t *model = json_object();
	json_object_set_new(model, group_flags[group], json_true());
	json_object_set_new(model, "lines", array);
	json_object_set_new(model, "more",
			    items->len > shown
				    ? json_integer((json_int_t)(items->len - shown))
				    : json_null());
	return model;
}

/* ---- the whole ---------------------------------------------------------- */

static json_t *head_model(const Sorting *sorting)
{
	const Person *person = sorting->person;
	bool is_daily = person->digest.rhythm == DIGEST_DAILY;
	json_t *model = json_object();
	json_object_set_new(model, "gateway",
			    json_pack("{s:o, s:o}", "name",
				      json_text(sorting->desk->config->name), "address",
				      json_text(sorting->desk->config->address)));
	g_autofree char *first = g_strndup(person->name, strcspn(person->name, " "));
	json_object_set_new(model, "you",
			    json_pack("{s:o, s:o, s:o, s:b}", "name",
				      json_text(person->name), "first", json_text(first),
				      "zone", json_text(zone_name(person->zone)),
				      "assumed", person->is_zone_assumed));
	json_object_set_new(model, "from", letter_time(person, sorting->from));
	json_object_set_new(model, "until", letter_time(person, sorting->until));
	json_object_set_new(model, "period", json_text(is_daily ? "day" : "week"));
	json_object_set_new(model, "is_daily", json_boolean(is_daily));
	return model;
}

Digest *digest_build(const Desk *desk, const Person *person, const GPtrArray *items,
		     Instant from, Instant until)
{
	Sorting sorting = {.desk = desk, .person = person, .from = from, .until = until};
	int days = person->digest.rhythm == DIGEST_DAILY ? 1 : 7;
	sorting.horizon = until + (Instant)days * DAY_SECONDS;
	for (size_t i = 0; i < GROUP_NONE; i++)
		sorting.groups[i] = g_ptr_array_new();
	for (guint i = 0; i < items->len; i++) {
		Item *item = g_ptr_array_index(items, i);
		Group group = group_of(&sorting, item);
		if (group != GROUP_NONE)
			g_ptr_array_add(sorting.groups[group], item);
	}
	Digest *digest = g_new0(Digest, 1);
	digest->lines = g_ptr_array_new_with_free_func(g_free);
	digest->model = head_model(&sorting);
	json_object_set_new(digest->model, "waits_for_you",
			    json_boolean(sorting.groups[GROUP_DECIDE]->len > 0));
	json_t *groups = json_array();
	for (int i = 0; i < GROUP_NONE; i++) {
		if (sorting.groups[i]->len > 0)
			json_array_append_new(
				groups, group_model(&sorting, (Group)i, digest->lines));
		g_ptr_array_unref(sorting.groups[i]);
	}
	digest->is_empty = json_array_size(groups) == 0;
	json_object_set_new(digest->model, "groups", groups);
	json_object_set_new(digest->model, "is_empty", json_boolean(digest->is_empty));
	return digest;
}

static Notice *notice_with(const Desk *desk, const Person *person, Digest *digest,
			   int64_t number, const char *template)
{
	g_autofree char *what = g_strdup_printf("%" G_GINT64_FORMAT, number);
	Notice *notice =
		letter_new(desk, LETTER_PATIENT, "digest", template, NULL, person, what);
	json_object_update_missing(digest->model, notice->model);
	json_decref(notice->model);
	notice->model = json_incref(digest->model);
	notice->is_bulk = true;
	notice->serial = number;
	return notice;
}

Notice *digest_notice(const Desk *desk, const Person *person, Digest *digest,
		      int64_t number)
{
	return notice_with(desk, person, digest, number, "digest");
}

Notice *digest_welcome(const Desk *desk, const Person *person, Digest *digest,
		       int64_t number, const Person *stood_in)
{
	Notice *notice = notice_with(desk, person, digest, number, "welcome-back");
	json_object_set_new(notice->model, "stood_in",
			    json_text(stood_in != NULL ? stood_in->name : NULL));
	return notice;
}

Instant digest_next(const Person *person, Instant after)
{
	const DigestWish *wish = &person->digest;
	if (wish->rhythm == DIGEST_OFF)
		return INSTANT_NONE;
	LocalTime local = zone_local(person->zone, after);
	int64_t day = day_number(local.year, local.month, local.day);
	for (int i = 0; i < 15; i++, day++) {
		if (wish->rhythm == DIGEST_WEEKLY && day_weekday(day) != wish->weekday)
			continue;
		LocalTime at = day_local(day);
		at.hour = wish->minute / 60;
		at.minute = wish->minute % 60;
		Instant instant = zone_instant(person->zone, at);
		if (instant > after)
			return person_next_delivery(person, instant);
	}
	return INSTANT_NONE;
}
