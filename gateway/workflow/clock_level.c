/* clock_level.c: the ladder of a clock.
 *
 * After a time in which nothing ran several levels may be here at once. Each person then
 * hears of their highest alone, with a word of the others.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/clock_level.h"

#include <string.h>

#include "base/words.h"
#include "workflow/clock_plan.h"
#include "workflow/letter.h"
#include "workflow/pace.h"

/* A reminder reaches its reader so long before the due, in their time, at the latest. */
#define SAFE_SECONDS 60

/* ---- which levels there are ------------------------------------------------ */

static Level *make(int percent, const char *first, const char *second)
{
	Level *level = g_new0(Level, 1);
	level->percent = percent;
	level->at = percent == 100 ? g_strdup("due") : g_strdup_printf("%d%%", percent);
	level->notify = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(level->notify, g_strdup(first));
	if (second != NULL)
		g_ptr_array_add(level->notify, g_strdup(second));
	return level;
}

static void level_clear(Level *level)
{
	g_free(level->at);
	g_ptr_array_unref(level->notify);
	g_free(level);
}

static gpointer copy(gconstpointer source, gpointer data G_GNUC_UNUSED)
{
	const Level *level = source;
	Level *made = g_memdup2(level, sizeof *level);
	made->at = g_strdup(level->at);
	made->notify = g_ptr_array_ref(level->notify);
	return made;
}

/* Of two levels at one hour the owner hears of the warning. */
static void add_short_forms(GPtrArray *levels, const Rule *rule, const NormTerms *warn)
{
	int high = warn != NULL && warn->warns ? warn->high : 0;
	for (guint i = 0; i < rule->remind->len; i++) {
		int percent = g_array_index(rule->remind, int, i);
		if (percent == high)
			continue;
		Level *level = make(percent, "owner", NULL);
		level->is_plain = true;
		g_ptr_array_add(levels, level);
	}
	if (high > 0)
		g_ptr_array_add(levels, make(high, "owner", NULL));
	g_ptr_array_add(levels, make(100, "owner", rule->overdue));
}

GPtrArray *level_list(const Turn *turn, const Clock *clock)
{
	const Rules *rules = turn->desk->rules;
	const NormTerms *terms =
		norm_find(rules, turn->item, clock->person, NORM_LEVELS, NULL);
	const NormTerms *warn =
		norm_find(rules, turn->item, clock->person, NORM_WARN, NULL);
	const Rule *rule = rules_find(rules, turn->item->rule);
	GPtrArray *levels = g_ptr_array_new_with_free_func((GDestroyNotify)level_clear);
	if (terms != NULL)
		g_ptr_array_extend(levels, terms->levels, copy, NULL);
	else if (rule != NULL && turn->item->kind != KIND_DECISION)
		add_short_forms(levels, rule, warn);
	return levels;
}

Instant level_instant(const Clock *clock, const Person *person, const Level *level)
{
	Instant at = INSTANT_NONE;
	if (level->side == 0)
		return level->percent == 100
			       ? clock->due
			       : clock_at_percent(clock, person, level->percent);
	if (level->side > 0)
		(void)duration_apply(&level->offset, person->zone, person->hours,
				     clock->due, &at, NULL);
	else if (!level->offset.is_working)
		at = clock->due - level->offset.seconds;
	else
		(void)hours_subtract(person->hours, clock->due, level->offset.seconds,
				     &at, NULL);
	return at;
}

/* ---- whom they name -------------------------------------------------------- */

static void add_word(const Turn *turn, const char *word, GPtrArray *ids)
{
	const People *people = turn->desk->people;
	const Item *item = turn->item;
	if (g_ascii_strcasecmp(word, "owner") == 0) {
		const Person *owner = people_find(people, item->owner);
		words_list_add(ids, owner != NULL ? owner->id : NULL);
	} else if (g_ascii_strcasecmp(word, "manager") == 0 ||
		   g_ascii_strcasecmp(word, "owner's manager") == 0) {
		const Person *manager = people_manager(people, item->owner);
		words_list_add(ids, manager != NULL ? manager->id : NULL);
	} else if (g_ascii_strcasecmp(word, "sender") == 0) {
		const Person *sender = people_find(people, item->opener);
		words_list_add(ids, sender != NULL ? sender->id : NULL);
	} else {
		(void)people_resolve(people, word, ids);
	}
}

GPtrArray *level_recipients(const Turn *turn, const Level *level)
{
	GPtrArray *ids = g_ptr_array_new();
	for (guint i = 0; i < level->notify->len; i++)
		add_word(turn, g_ptr_array_index(level->notify, i), ids);
	return ids;
}

/* ---- planning -------------------------------------------------------------- */

/* Slots and focus yield to what is due (pace.h); nights do not. */
Instant level_safe_instant(const Person *person, Instant at, Instant due, Instant now)
{
	Instant last = INSTANT_NONE;
	if (at >= due || pace_plan(person, at, due).at < due)
		return at;
	bool has_last = hours_subtract(person->hours, due, SAFE_SECONDS, &last, NULL);
	return has_last && last >= now && last < at ? last : at;
}

/* Events of this generation that tell of the level. */
static const json_t *find_event(const Clock *clock, const char *what, const char *level,
				int repeat)
{
	size_t index;
	json_t *event;
	json_array_foreach(clock_events(clock), index, event)
	{
		if (clock_is_of_now(clock, event) &&
		    g_strcmp0(json_get_text(event, "what"), what) == 0 &&
		    g_strcmp0(json_get_text(event, "level"), level) == 0 &&
		    json_get_number(event, "repeat", 0) == repeat)
			return event;
	}
	return NULL;
}

static bool is_past(const Clock *clock, const Level *level, int repeat)
{
	return find_event(clock, "told", level->at, repeat) != NULL ||
	       find_event(clock, "collapsed", level->at, repeat) != NULL;
}

static void plan_one(Turn *turn, const Clock *clock, const Level *level, int repeat,
		     Instant at)
{
	g_autofree char *what = g_strdup_printf("%s:%d", level->at, repeat);
	Duty *duty = clock_duty(turn, DUTY_REMIND, clock, NULL, at, what);
	json_object_set_new(duty->data, "level", json_text(level->at));
	json_object_set_new(duty->data, "repeat", json_integer(repeat));
	if (level->side == 0)
		json_object_set_new(duty->data, "percent", json_integer(level->percent));
	plan_duty(turn->plan, duty);
}

/* Everyone it names can still have it before the due. */
static Instant safe_for_all(const Turn *turn, const Clock *clock, const Level *level,
			    Instant at)
{
	g_autoptr(GPtrArray) ids = level_recipients(turn, level);
	Instant earliest = at;
	for (guint i = 0; i < ids->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(ids, i));
		earliest = MIN(earliest, level_safe_instant(person, at, clock->due,
							    turn->desk->now));
	}
	return earliest;
}

/* After a pause or a change what has come due meanwhile and was not told is told now. */
void level_plan_all(Turn *turn, const Clock *clock, const Person *person)
{
	g_autoptr(GPtrArray) levels = level_list(turn, clock);
	for (guint i = 0; i < levels->len; i++) {
		const Level *level = g_ptr_array_index(levels, i);
		Instant at = level_instant(clock, person, level);
		/* Before its close a decision reminds those who are silent. */
		bool is_before = at < clock->due;
		bool is_decision = turn->item->kind == KIND_DECISION;
		if (at == INSTANT_NONE || is_past(clock, level, 0) ||
		    (is_before && (is_decision || at < turn->desk->now)))
			continue;
		plan_one(turn, clock, level, 0,
			 is_before ? safe_for_all(turn, clock, level, at)
				   : MAX(at, turn->desk->now));
	}
}

/* ---- telling --------------------------------------------------------------- */

char *level_what(const LevelCall *call)
{
	return g_strdup_printf("%s:%d:%s:%d", call->clock->name, call->clock->generation,
			       call->level->at, call->repeat);
}

static guint index_of(const GPtrArray *levels, const char *at)
{
	for (guint i = 0; i < levels->len; i++) {
		const Level *level = g_ptr_array_index(levels, i);
		if (g_strcmp0(level->at, at) == 0)
			return i;
	}
	return levels->len;
}

/* Does a higher level that is here too name this person? */
static bool has_higher(const Turn *turn, const Clock *clock, const Person *counted,
		       const GPtrArray *levels, guint index, const char *id)
{
	Instant own = level_instant(clock, counted, g_ptr_array_index(levels, index));
	for (guint i = 0; i < levels->len; i++) {
		const Level *other = g_ptr_array_index(levels, i);
		Instant at = level_instant(clock, counted, other);
		bool is_higher = at > own || (at == own && i > index);
		if (i == index || !is_higher || at > turn->desk->now ||
		    is_past(clock, other, 0))
			continue;
		g_autoptr(GPtrArray) ids = level_recipients(turn, other);
		if (words_list_has(ids, id))
			return true;
	}
	return false;
}

/* Levels given up for this one, of which this person was to hear. */
static json_t *missed_of(const Clock *clock, const char *id)
{
	json_t *missed = json_array();
	size_t index, inner;
	json_t *event, *name;
	json_array_foreach(clock_events(clock), index, event)
	{
		bool is_one = clock_is_of_now(clock, event) &&
			      g_strcmp0(json_get_text(event, "what"), "collapsed") == 0 &&
			      !json_is_true(json_object_get(event, "mentioned"));
		json_array_foreach(is_one ? json_object_get(event, "to") : NULL, inner,
				   name) if (strcmp(json_string_value(name), id) == 0)
			json_array_append_new(
				missed,
				json_pack("{s:s}", "at", json_get_text(event, "level")));
	}
	return missed;
}

static void mark_mentioned(Clock *clock)
{
	size_t index;
	json_t *event;
	json_array_foreach(clock_events(clock), index, event)
	{
		if (g_strcmp0(json_get_text(event, "what"), "collapsed") == 0)
			json_object_set_new(event, "mentioned", json_true());
	}
}

static void note(Turn *turn, const LevelCall *call, const char *what, json_t *to)
{
	g_autofree char *names = json_dumps(to, JSON_COMPACT);
	clock_note(call->clock, turn->desk->now, what,
		   json_pack("{s:s, s:i, s:O}", "level", call->level->at, "repeat",
			     call->repeat, "to", to));
	bool is_told = strcmp(what, "told") == 0;
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL,
		   !is_told	   ? "not told"
		   : call->is_late ? "late"
				   : "reminder",
		   "%s, %s: %s%s", call->clock->name, call->level->at, names,
		   is_told ? "" : " hear of it with the next level, which is here too");
	json_decref(to);
}

static void plan_repeat(Turn *turn, const LevelCall *call, const Person *person)
{
	Instant at = INSTANT_NONE;
	if (call->repeat < call->level->times &&
	    duration_apply(&call->level->repeat, person->zone, person->hours,
			   turn->desk->now, &at, NULL))
		plan_one(turn, call->clock, call->level, call->repeat + 1, at);
}

static void tell_all(Turn *turn, LevelCall *call, const GPtrArray *levels, guint index,
		     const Person *counted,
		     void (*tell)(Turn *, const LevelCall *, const Person *))
{
	g_autoptr(GPtrArray) ids = level_recipients(turn, call->level);
	json_t *told = json_array(), *later = json_array();
	for (guint i = 0; i < ids->len; i++) {
		const char *id = g_ptr_array_index(ids, i);
		if (call->repeat == 0 &&
		    has_higher(turn, call->clock, counted, levels, index, id)) {
			json_array_append_new(later, json_text(id));
			continue;
		}
		call->missed = missed_of(call->clock, id);
		tell(turn, call, people_find(turn->desk->people, id));
		json_decref(call->missed);
		json_array_append_new(told, json_text(id));
	}
	if (json_array_size(told) > 0) {
		mark_mentioned(call->clock);
		note(turn, call, "told", told);
	} else {
		json_decref(told);
	}
	if (json_array_size(later) > 0)
		note(turn, call, "collapsed", later);
	else
		json_decref(later);
}

static int high_percent(const Turn *turn, const Clock *clock)
{
	const NormTerms *terms =
		norm_find(turn->desk->rules, turn->item, clock->person, NORM_WARN, NULL);
	return terms != NULL ? terms->high : 85;
}

void level_due(Turn *turn, const Duty *duty,
	       void (*tell)(Turn *turn, const LevelCall *call, const Person *to))
{
	Clock *clock = item_clock(turn->item, json_get_text(duty->data, "clock"));
	const Person *counted =
		clock != NULL ? people_find(turn->desk->people, clock->person) : NULL;
	if (counted == NULL || clock->stopped != INSTANT_NONE || clock_is_paused(clock))
		return;
	g_autoptr(GPtrArray) levels = level_list(turn, clock);
	g_autofree char *percent =
		g_strdup_printf("%d%%", (int)json_get_number(duty->data, "percent", 0));
	const char *at = json_get_text(duty->data, "level");
	guint index = index_of(levels, at != NULL ? at : percent);
	int repeat = (int)json_get_number(duty->data, "repeat", 0);
	if (index >= levels->len ||
	    is_past(clock, g_ptr_array_index(levels, index), repeat))
		return;
	const Level *level = g_ptr_array_index(levels, index);
	LevelCall call = {
		.clock = clock,
		.level = level,
		.repeat = repeat,
		.is_late = level_instant(clock, counted, level) >= clock->due,
	};
	call.is_warning =
		!call.is_late && !level->is_plain &&
		(level->side < 0 || level->percent >= high_percent(turn, clock));
	turn->has_changed = true;
	tell_all(turn, &call, levels, index, counted, tell);
	plan_repeat(turn, &call, counted);
}
