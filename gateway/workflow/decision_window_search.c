/* decision_window_search.c: the next hour in which all who decide are at work; where
 * there is none, the least bad ones, which go round.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision_window_search.h"

#include <string.h>

#include "calendar/overlap.h"
#include "workflow/letter.h"
#include "workflow/transcript.h"

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

/* Minutes; 0: that is no length. */
static int minutes_of(const char *phrase)
{
	const char *rest = phrase + strlen(WINDOW_WORD);
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

/* ---- a window ----------------------------------------------------------- */

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

/* ---- the search --------------------------------------------------------- */

json_t *window_find(Turn *turn, const char *phrase, const GPtrArray *deciders, int line,
		    bool is_new)
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
