/* decision_fair.c: what a close leaves each decider of their own working time (TIME K,
 * L1): computed, kept in the record, shown, and refused where it leaves nobody anything.
 *
 * Who is away for all of it is named, and does not hold up the others.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

/* Where the rule says nothing: half a working day. */
static const char FLOOR_DEFAULT[] = "4wh";
static const char FAIR_DEFAULT[] = "fair 8wh";

typedef struct {
	const Person *person;
	Instant from;  /* when the ask can first reach them */
	int64_t own;   /* working seconds from then to the close */
	bool is_away;  /* nothing, and only because they are away */
	bool is_short; /* less than the floor */
} Share;

static const char *floor_of(const Turn *turn)
{
	const Rule *rule = rules_find(turn->desk->rules, turn->item->rule);
	return rule != NULL && rule->floor != NULL ? rule->floor : FLOOR_DEFAULT;
}

/* "0wh": anything goes. */
static bool has_floor(const char *text, Duration *out_floor)
{
	g_autofree char *why = NULL;
	return duration_read(text, out_floor, &why) &&
	       (out_floor->seconds > 0 || out_floor->days > 0);
}

static Share share_of(const Turn *turn, const Person *person, Instant due)
{
	Duration floor;
	Instant enough = INSTANT_NONE;
	Share share = {.person = person,
		       .from = person_next_delivery(person, turn->desk->now)};
	share.own = hours_elapsed(person->hours, share.from, due);
	share.is_away = share.own == 0 &&
			hours_elapsed(person->plain_hours, turn->desk->now, due) > 0;
	share.is_short = has_floor(floor_of(turn), &floor) &&
			 duration_apply(&floor, person->zone, person->hours, share.from,
					&enough, NULL) &&
			 enough > due;
	return share;
}

static GArray *shares_of(const Turn *turn, const GPtrArray *deciders, Instant due)
{
	GArray *shares = g_array_new(FALSE, FALSE, sizeof(Share));
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		if (person == NULL)
			continue;
		Share share = share_of(turn, person, due);
		g_array_append_val(shares, share);
	}
	return shares;
}

/* The least that anyone has, in percent of the most; who is away is left out. */
static int index_of(const GArray *shares)
{
	int64_t least = G_MAXINT64, most = 0;
	for (guint i = 0; i < shares->len; i++) {
		const Share *share = &g_array_index(shares, Share, i);
		if (share->is_away)
			continue;
		least = MIN(least, share->own);
		most = MAX(most, share->own);
	}
	return most > 0 ? (int)(least * 100 / most) : 0;
}

/* ---- the record --------------------------------------------------------- */

static json_t *record_of(const GArray *shares, const char *floor)
{
	json_t *rows = json_array();
	for (guint i = 0; i < shares->len; i++) {
		const Share *share = &g_array_index(shares, Share, i);
		json_array_append_new(
			rows,
			json_pack("{s:s, s:o, s:I, s:b}", "person", share->person->id,
				  "from", json_instant(share->from), "working_seconds",
				  (json_int_t)share->own, "away", share->is_away));
	}
	return json_pack("{s:i, s:s, s:o}", "index", index_of(shares), "floor", floor,
			 "deciders", rows);
}

static char *sentence_of(const GArray *shares)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (guint i = 0; i < shares->len; i++) {
		const Share *share = &g_array_index(shares, Share, i);
		g_string_append_printf(text, "%s%s %s", i > 0 ? ", " : "",
				       share->person->id,
				       share->is_away ? "is away" : "");
		if (!share->is_away)
			g_string_append_printf(text, "%" G_GINT64_FORMAT ":%02d",
					       share->own / 3600,
					       (int)(share->own % 3600 / 60));
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

void decision_audit(Turn *turn)
{
	Item *item = turn->item;
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	json_object_del(item->details, "fairness");
	if (item->due == INSTANT_NONE || deciders->len == 0)
		return;
	g_autoptr(GArray) shares = shares_of(turn, deciders, item->due);
	json_t *record = record_of(shares, floor_of(turn));
	g_autofree char *sentence = sentence_of(shares);
	json_object_set_new(item->details, "fairness", record);
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "fairness",
		   "working hours before the close: %s; the least is %d percent of the "
		   "most",
		   sentence, index_of(shares));
	plan_event_data(turn->plan, json_deep_copy(record));
}

json_t *decision_fairness_model(const Turn *turn, const GPtrArray *deciders)
{
	g_autoptr(GArray) shares = shares_of(turn, deciders, turn->item->due);
	json_t *rows = json_array();
	for (guint i = 0; i < shares->len; i++) {
		const Share *share = &g_array_index(shares, Share, i);
		json_array_append_new(
			rows, json_pack("{s:o, s:o, s:o, s:b, s:b}", "name",
					json_text(share->person->name), "time",
					letter_working_time(share->own), "due",
					letter_time(share->person, turn->item->due),
					"none", share->own == 0 && !share->is_away,
					"away", share->is_away));
	}
	return rows;
}

int decision_fairness_index(const Turn *turn, const GPtrArray *deciders)
{
	g_autoptr(GArray) shares = shares_of(turn, deciders, turn->item->due);
	return index_of(shares);
}

/* ---- too little, and nothing -------------------------------------------- */

typedef enum { LACK_ALL, LACK_SOME } Lack;

/* Names of those who are there and have nothing, or something less than the floor. */
static char *names_lacking(const Turn *turn, const GPtrArray *deciders, Instant due,
			   Lack lack)
{
	g_autoptr(GArray) shares = shares_of(turn, deciders, due);
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	for (guint i = 0; i < shares->len; i++) {
		const Share *share = &g_array_index(shares, Share, i);
		if (share->is_short && !share->is_away &&
		    (lack == LACK_ALL) == (share->own == 0))
			g_ptr_array_add(ids, (gpointer)(uintptr_t)share->person->id);
	}
	return ids->len > 0 ? letter_names(turn->desk, ids) : NULL;
}

bool decision_is_in_the_night(const Turn *turn, const GPtrArray *deciders, Instant due)
{
	Duration floor;
	g_autoptr(GArray) shares = shares_of(turn, deciders, due);
	guint others = 0, without = 0;
	bool has_setter = false;
	for (guint i = 0; i < shares->len; i++) {
		const Share *share = &g_array_index(shares, Share, i);
		bool is_setter = share->person == turn->sender;
		others += !is_setter;
		without += !is_setter && share->own == 0;
		has_setter = has_setter || (is_setter && share->own > 0);
	}
	bool is_nobodys = others > 0 ? without == others : shares->len > 0 && !has_setter;
	return is_nobodys && has_floor(floor_of(turn), &floor);
}

static Instant instant_of(Turn *turn, const char *phrase, const GPtrArray *deciders)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	if (owner == NULL || phrase == NULL)
		return INSTANT_NONE;
	g_autoptr(When) when = opening_when(turn, phrase, owner, deciders);
	return when->understood && !when->is_cleared ? when->instant : INSTANT_NONE;
}

Instant decision_fair_due(Turn *turn, const GPtrArray *deciders, const char **phrase)
{
	Instant due = instant_of(turn, *phrase, deciders);
	g_autofree char *lacking =
		due != INSTANT_NONE ? names_lacking(turn, deciders, due, LACK_ALL) : NULL;
	if (due != INSTANT_NONE && lacking == NULL)
		return due;
	*phrase = FAIR_DEFAULT;
	return instant_of(turn, *phrase, deciders);
}

bool decision_refuses_due(Turn *turn, const Command *command, Instant due,
			  const GPtrArray *deciders)
{
	const char *phrase = FAIR_DEFAULT;
	g_autofree char *names = names_lacking(turn, deciders, due, LACK_ALL);
	/* Those who are away are not there whatever the date. */
	if (names == NULL || !decision_is_in_the_night(turn, deciders, due))
		return false;
	Instant fair = instant_of(turn, phrase, deciders);
	transcript_bad(turn->transcript, command->line, command->written, "due_refused",
		       json_pack("{s:s, s:o, s:s, s:o}", "names", names, "due",
				 letter_time(turn->sender, due), "phrase", phrase, "fair",
				 letter_time(turn->sender, fair)));
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "date refused", "%s: it would leave %s no working time",
		   command->written, names);
	return true;
}

static void warn_of(Turn *turn, const GPtrArray *deciders, Lack lack)
{
	const char *phrase = FAIR_DEFAULT;
	g_autofree char *names = names_lacking(turn, deciders, turn->item->due, lack);
	Instant fair = instant_of(turn, phrase, deciders);
	if (names == NULL || fair <= turn->item->due)
		return;
	transcript_good(turn->transcript, 0, NULL,
			lack == LACK_ALL ? "leaves_nothing" : "leaves_little",
			json_pack("{s:s, s:s, s:s, s:o}", "names", names, "floor",
				  floor_of(turn), "phrase", phrase, "fair",
				  letter_time(turn->sender, fair)));
}

void decision_warn_due(Turn *turn, const GPtrArray *deciders)
{
	if (turn->item->due == INSTANT_NONE)
		return;
	warn_of(turn, deciders, LACK_ALL);
	warn_of(turn, deciders, LACK_SOME);
}
