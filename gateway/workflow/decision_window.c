/* decision_window.c: the next hour in which all who decide are at work; where there is
 * none, the least bad ones, which go round.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision_window.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "calendar/overlap.h"
#include "workflow/letter.h"
#include "workflow/transcript.h"

#define WORD		"overlap"
#define MINUTES_DEFAULT 60
#define MINUTES_LEAST	5
#define MINUTES_MOST	480
#define DAYS_DEFAULT	5
#define OFFERS_MAX	3
/* Nobody is to decide in the very hour in which the mail comes. */
#define NOTICE_SECONDS 3600

typedef struct {
	int64_t length;
	int days; /* of the owner's: how far ahead */
	Instant from, until;
	GPtrArray *people; /* of const Person: who is waited for */
	GPtrArray *hours;  /* of const Hours, theirs */
	char *circle;
} Search;

static void search_clear(Search *search)
{
	g_ptr_array_unref(search->people);
	g_ptr_array_unref(search->hours);
	g_free(search->circle);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Search, search_clear)

/* ---- what is asked for -------------------------------------------------- */

bool window_is_phrase(const char *phrase)
{
	size_t length = strlen(WORD);
	return phrase != NULL && g_ascii_strncasecmp(phrase, WORD, length) == 0 &&
	       (phrase[length] == '\0' || phrase[length] == ' ');
}

/* Minutes; 0: that is no length. */
static int minutes_of(const char *phrase)
{
	const char *rest = phrase + strlen(WORD);
	rest += strspn(rest, " ");
	Duration length;
	g_autofree char *why = NULL;
	if (*rest == '\0')
		return MINUTES_DEFAULT;
	if (!duration_read(rest, &length, &why) || length.is_working || length.days > 0 ||
	    length.seconds % 60 != 0 || length.seconds > MINUTES_MOST * 60 ||
	    length.seconds < MINUTES_LEAST * 60)
		return 0;
	return (int)(length.seconds / 60);
}

static gint by_id(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *circle_of(const GPtrArray *people)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	for (guint i = 0; i < people->len; i++)
		g_ptr_array_add(ids,
				(gpointer)(uintptr_t)((const Person *)g_ptr_array_index(
							      people, i))
					->id);
	g_ptr_array_sort(ids, by_id);
	g_ptr_array_add(ids, NULL);
	return g_strjoinv(",", (char **)ids->pdata);
}

/* Away for all of it, and only that: who is waited for would hold up the others. */
static bool is_away(const Person *person, Instant from, Instant until)
{
	return hours_elapsed(person->hours, from, until) == 0 &&
	       hours_elapsed(person->plain_hours, from, until) > 0;
}

static Instant first_start(const Person *person, Instant now)
{
	Instant reached = person_next_delivery(person, now), at = INSTANT_NONE;
	return hours_add(person->hours, reached, NOTICE_SECONDS, &at, NULL) ? at
									    : reached;
}

/* From when everyone has had the time that the method grants. */
static void begin_search(Turn *turn, const GPtrArray *deciders, int minutes,
			 Search *search)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	const Rule *rule = rules_find(turn->desk->rules, turn->item->rule);
	g_autoptr(Method) method = method_of(turn->item);
	g_autoptr(GPtrArray) away = g_ptr_array_new();
	Instant granted = decision_earliest(turn, method) - minutes * INT64_C(60);
	Instant begin = MAX(turn->desk->now, granted);
	*search = (Search){.length = minutes * 60,
			   .days = rule != NULL && rule->overlap_days > 0
					   ? rule->overlap_days
					   : DAYS_DEFAULT,
			   .from = begin,
			   .people = g_ptr_array_new(),
			   .hours = g_ptr_array_new()};
	if (owner == NULL ||
	    !hours_add_days(owner->hours, begin, search->days, &search->until, NULL))
		search->until = begin + search->days * INT64_C(86400);
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		if (person == NULL)
			continue;
		if (is_away(person, begin, search->until)) {
			g_ptr_array_add(away, (gpointer)(uintptr_t)person->id);
			continue;
		}
		g_ptr_array_add(search->people, (gpointer)(uintptr_t)person);
		g_ptr_array_add(search->hours, person->hours);
		search->from = MAX(search->from, first_start(person, turn->desk->now));
	}
	search->circle = circle_of(search->people);
	if (away->len == 0)
		return;
	g_autofree char *names = letter_names(turn->desk, away);
	transcript_good(turn->transcript, 0, NULL, "not_waited_for",
			json_pack("{s:s}", "names", names));
}

/* ---- the window, in the item -------------------------------------------- */

static json_t *person_row(const Person *person, Instant start, Instant end)
{
	int64_t outside =
		(end - start - hours_elapsed(person->hours, start, end) + 59) / 60;
	Span span = {start, start};
	/* Not all of the shift, which may have a hole: what is worked from there on. */
	bool works = hours_is_open(person->hours, start) &&
		     hours_next_span(person->hours, start, &span, NULL);
	Instant from = works ? MIN(span.start, start) : start;
	Instant until =
		works ? hours_next_closed(person->hours, start, MAX(span.end, end))
		      : start;
	return json_pack("{s:s, s:o, s:o, s:I}", "person", person->id, "from",
			 json_instant(from), "until", json_instant(until), "outside",
			 (json_int_t)outside);
}

static json_t *window_json(const Search *search, Instant start)
{
	json_t *rows = json_array();
	Instant end = start + search->length;
	for (guint i = 0; i < search->people->len; i++)
		json_array_append_new(
			rows,
			person_row(g_ptr_array_index(search->people, i), start, end));
	return json_pack("{s:o, s:o, s:I, s:I, s:I, s:s, s:o}", "start",
			 json_instant(start), "end", json_instant(end), "at",
			 (json_int_t)start, "close", (json_int_t)end, "minutes",
			 (json_int_t)(search->length / 60), "circle", search->circle,
			 "people", rows);
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

/* ---- offers ------------------------------------------------------------- */

static void add_borne(const Turn *turn, const Search *search, Borne *borne)
{
	const GPtrArray *burdens = turn->desk->burdens;
	for (guint i = 0; i < search->people->len; i++)
		borne[i] = (Borne){.last = INSTANT_NONE};
	for (guint n = 0; burdens != NULL && n < burdens->len; n++) {
		const Burden *burden = g_ptr_array_index(burdens, n);
		if (strcmp(burden->circle, search->circle) != 0)
			continue;
		for (guint i = 0; i < search->people->len; i++) {
			const Person *person = g_ptr_array_index(search->people, i);
			if (strcmp(person->id, burden->person) != 0)
				continue;
			borne[i].count++;
			borne[i].last = MAX(borne[i].last, burden->at);
		}
	}
}

static json_t *outside_model(Turn *turn, const json_t *window)
{
	json_t *names = json_array();
	size_t index;
	json_t *row;
	json_array_foreach(json_object_get(window, "people"), index, row)
	{
		int64_t minutes = json_get_number(row, "outside", 0);
		const Person *person =
			people_find(turn->desk->people, json_get_text(row, "person"));
		if (minutes > 0 && person != NULL)
			json_array_append_new(
				names,
				json_pack("{s:s, s:I, s:o, s:b}", "name", person->name,
					  "minutes", (json_int_t)minutes, "at",
					  letter_time(person,
						      json_get_number(window, "at", 0)),
					  "more", json_array_size(names) > 0));
	}
	return names;
}

static void offer(Turn *turn, const Search *search)
{
	g_autofree Borne *borne = g_new0(Borne, search->people->len + 1);
	add_borne(turn, search, borne);
	g_autoptr(GArray) bargains =
		overlap_bargains(search->hours, borne, search->from, search->until,
				 search->length, OFFERS_MAX);
	json_t *windows = json_array();
	for (guint i = 0; i < bargains->len; i++) {
		json_t *window =
			window_json(search, g_array_index(bargains, Bargain, i).start);
		g_autofree char *line = g_strdup_printf("window %u", i + 1);
		json_array_append_new(windows, window);
		transcript_good(turn->transcript, 0, line, "window_offer",
				json_pack("{s:o, s:o}", "at",
					  letter_time(turn->sender,
						      json_get_number(window, "at", 0)),
					  "outside", outside_model(turn, window)));
	}
	json_object_set_new(turn->item->details, "windows", windows);
	turn->has_changed = true;
}

/* The window, owned; NULL after having offered others. */
static json_t *find_window(Turn *turn, const char *phrase, const GPtrArray *deciders,
			   int line, bool is_new)
{
	int minutes = minutes_of(phrase);
	const char *fair = NULL;
	Instant start = INSTANT_NONE;
	Instant instead = decision_fair_due(turn, deciders, &fair);
	json_t *values =
		json_pack("{s:i, s:s, s:o, s:b}", "minutes", minutes, "phrase", fair,
			  "fair", letter_time(turn->sender, instead), "applied", is_new);
	if (minutes == 0) {
		transcript_bad(turn->transcript, line, phrase, "bad_overlap", values);
		return NULL;
	}
	g_auto(Search) search;
	begin_search(turn, deciders, minutes, &search);
	if (overlap_next(search.hours, search.from, search.until, search.length,
			 &start)) {
		json_decref(values);
		return window_json(&search, start);
	}
	json_object_set_new(values, "days", json_integer(search.days));
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "no window",
		   "nobody's %d minutes are everybody's within %d working days", minutes,
		   search.days);
	transcript_bad(turn->transcript, line, phrase, "no_window", values);
	offer(turn, &search);
	return NULL;
}

Instant window_due(Turn *turn, const char *phrase, const GPtrArray *deciders)
{
	g_autoptr(json_t) window = find_window(turn, phrase, deciders, 0, true);
	if (window == NULL)
		return INSTANT_NONE;
	keep_window(turn, window);
	return json_get_number(window, "close", INSTANT_NONE);
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
		find_window(turn, command->argument, deciders, command->line, false);
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
	g_autofree char *norm =
		g_strdup_printf(WORD " %dm", (int)json_get_number(window, "minutes", 0));
	return move_to(turn, command, window, norm);
}

/* ---- mails -------------------------------------------------------------- */

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
	decision_add_once(ids, item->owner);
	return ids;
}

static bool gets_ask(const Item *item, const char *id)
{
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	return item_stance(item, id) == NULL &&
	       g_ptr_array_find_with_equal_func(deciders, id, g_str_equal, NULL);
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

void window_release(Turn *turn)
{
	if (json_object_get(turn->item->details, "window") != NULL)
		plan_release(turn->plan, turn->item->id);
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
	    g_ptr_array_find_with_equal_func(ids, notice->person, g_str_equal, NULL))
		notice->invite = invite_of(turn, window, true);
}
