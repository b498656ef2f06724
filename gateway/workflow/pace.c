/* pace.c: working hours, focus and slots against what is due.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/pace.h"

#define SEARCH_DAYS  21
#define SHARE_DIVIDE 2 /* waiting takes at most half of the time there is */

const char *pace_reason_name(PaceReason reason)
{
	static const char *const names[] = {
		[PACE_AT_ONCE] = "at once", [PACE_HOURS] = "hours",
		[PACE_FOCUS] = "focus",	    [PACE_SLOT] = "slot",
		[PACE_DUE] = "due",	    [PACE_BURST] = "burst",
		[PACE_FULL] = "full",
	};
	return names[reason];
}

static int64_t day_of(const Person *person, Instant at)
{
	LocalTime local = zone_local(person->zone, at);
	return day_number(local.year, local.month, local.day);
}

/* INSTANT_NONE if there is none to be found. */
static Instant next_free(const Person *person, Instant from)
{
	Instant free = INSTANT_NONE;
	(void)focus_next_free(person->focus, person->hours, from, &free, NULL);
	return free;
}

/* ---- slots -------------------------------------------------------------- */

/* What is worked on a day; a night shift belongs to the day on which it begins. */
static GArray *spans_of_day(const Person *person, int64_t day)
{
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(Span));
	Instant at = zone_instant(person->zone, day_local(day));
	Instant end = zone_instant(person->zone, day_local(day + 1));
	Span span;
	while (hours_next_span(person->hours, at, &span, NULL) && span.start < end) {
		if (day_of(person, span.start) == day)
			g_array_append_val(spans, span);
		at = span.end;
	}
	return spans;
}

/* One that falls into the focus comes at its end. */
static void add_slot(const Person *person, Instant slot, GArray *slots)
{
	Instant at = slot;
	if (!hours_is_open(person->hours, slot))
		return;
	if (focus_holds(person->focus, slot, &at) && !hours_is_open(person->hours, at))
		return;
	for (guint i = 0; i < slots->len; i++)
		if (g_array_index(slots, Instant, i) == at)
			return;
	g_array_append_val(slots, at);
}

static void spread(const Person *person, int64_t day, GArray *slots)
{
	g_autoptr(GArray) spans = spans_of_day(person, day);
	int64_t whole = 0, before = 0;
	int next = 0;
	for (guint i = 0; i < spans->len; i++) {
		const Span *span = &g_array_index(spans, Span, i);
		whole += span->end - span->start;
	}
	for (guint i = 0; i < spans->len; i++) {
		const Span *span = &g_array_index(spans, Span, i);
		int64_t length = span->end - span->start;
		for (; next < person->slot_count; next++) {
			int64_t offset = whole * next / person->slot_count - before;
			if (offset >= length)
				break;
			/* Whole minutes are what a mail can say. */
			add_slot(person, span->start + offset / 60 * 60, slots);
		}
		before += length;
	}
}

static void add_named(const Person *person, int64_t day, GArray *slots)
{
	for (guint i = 0; i < person->slots->len; i++) {
		LocalTime local = day_local(day);
		local.minute = g_array_index(person->slots, int, i);
		add_slot(person, zone_instant(person->zone, local), slots);
	}
}

static int by_time(gconstpointer a, gconstpointer b)
{
	Instant first = *(const Instant *)a, second = *(const Instant *)b;
	return first < second ? -1 : first > second;
}

static GArray *slots_of_day(const Person *person, int64_t day)
{
	GArray *slots = g_array_new(FALSE, FALSE, sizeof(Instant));
	if (person->slot_count > 0)
		spread(person, day, slots);
	else
		add_named(person, day, slots);
	g_array_sort(slots, by_time);
	return slots;
}

GArray *pace_slots(const Person *person, Instant at)
{
	return slots_of_day(person, day_of(person, at));
}

static bool has_slots(const Person *person)
{
	return person->slot_count > 0 || person->slots->len > 0;
}

/* The first slot at or after `open`; INSTANT_NONE if there is none for weeks. The slots
 * of a night shift may lie on the day after it began. */
static Instant next_slot(const Person *person, Instant open)
{
	int64_t first = day_of(person, open) - 1;
	for (int64_t day = first; day < first + SEARCH_DAYS; day++) {
		g_autoptr(GArray) slots = slots_of_day(person, day);
		for (guint i = 0; i < slots->len; i++)
			if (g_array_index(slots, Instant, i) >= open)
				return g_array_index(slots, Instant, i);
	}
	return INSTANT_NONE;
}

/* ---- the whole ---------------------------------------------------------- */

Instant pace_safe_until(const Person *person, Instant free_at, Instant due)
{
	Instant until = free_at;
	if (due == INSTANT_NONE || due <= free_at)
		return INSTANT_NONE;
	int64_t reserve = hours_elapsed(person->hours, free_at, due);
	reserve -= reserve / SHARE_DIVIDE;
	/* A due outside all hours leaves nothing to divide. */
	if (reserve == 0 || !hours_subtract(person->hours, due, reserve, &until, NULL))
		return due - 1;
	return until;
}

/* `want`, unless it is unsafe; then the first free instant, then the first at all. */
static void choose(Pace *pace, Instant want, PaceReason why, Instant free, Instant safe)
{
	bool is_bound = safe != INSTANT_NONE;
	if (want == INSTANT_NONE) {
		want = free;
		why = PACE_FOCUS;
	} else if (is_bound && want > safe) {
		want = free;
		why = PACE_DUE;
	}
	if (want == INSTANT_NONE || (is_bound && want > safe)) {
		want = pace->free_at;
		why = PACE_DUE;
	}
	pace->at = want;
	pace->reason = want == pace->free_at && why == PACE_FOCUS ? PACE_HOURS : why;
}

Pace pace_plan(const Person *person, Instant now, Instant due)
{
	Pace pace = {.at = now, .free_at = now, .due = due, .reason = PACE_HOURS};
	if (!hours_next_open(person->hours, now, &pace.free_at, NULL))
		return pace;
	pace.at = pace.free_at;
	Instant free = next_free(person, pace.free_at);
	Instant safe = pace_safe_until(person, pace.free_at, due);
	if (has_slots(person))
		choose(&pace, next_slot(person, pace.free_at), PACE_SLOT, free, safe);
	else
		choose(&pace, free, PACE_FOCUS, free, safe);
	return pace;
}

Instant pace_resume(const Person *person, Instant now, Instant due)
{
	Instant open = now;
	if (!hours_next_open(person->hours, now, &open, NULL))
		return now;
	Instant free = next_free(person, open);
	Instant safe = pace_safe_until(person, open, due);
	bool is_safe = free != INSTANT_NONE && (safe == INSTANT_NONE || free <= safe);
	return is_safe ? free : open;
}

Instant pace_next_day(const Person *person, Instant now)
{
	Instant midnight = zone_instant(person->zone, day_local(day_of(person, now) + 1));
	return pace_resume(person, midnight, INSTANT_NONE);
}
