/* roster.c: a week and its holidays, and what follows from them for every day.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/roster_private.h"

Roster *roster_new(const Zone *zone)
{
	Roster *roster = g_new0(Roster, 1);
	roster->references = 1;
	roster->zone = zone;
	for (int i = 0; i < 7; i++)
		roster->week[i] = g_array_new(FALSE, FALSE, sizeof(Interval));
	roster->holidays = g_ptr_array_new_with_free_func((GDestroyNotify)holidays_unref);
	roster->index = g_new0(Index *, 1);
	return roster;
}

Roster *roster_ref(Roster *roster)
{
	g_atomic_int_inc(&roster->references);
	return roster;
}

void roster_unref(Roster *roster)
{
	if (roster == NULL || !g_atomic_int_dec_and_test(&roster->references))
		return;
	for (int i = 0; i < 7; i++)
		g_array_unref(roster->week[i]);
	g_ptr_array_unref(roster->holidays);
	roster_index_free(*roster->index);
	g_free(roster->index);
	g_free(roster);
}

/* The days written one by one are ours to add to; those of files are anybody's. */
static void copy_holidays(const Roster *roster, Roster *copy)
{
	for (guint i = 0; i < roster->holidays->len; i++) {
		Holidays *holidays = g_ptr_array_index(roster->holidays, i);
		g_ptr_array_add(copy->holidays, holidays_ref(holidays));
	}
}

Roster *roster_own(Roster *roster)
{
	if (g_atomic_int_get(&roster->references) == 1) {
		roster_index_free(*roster->index);
		*roster->index = NULL;
		return roster;
	}
	Roster *copy = roster_new(roster->zone);
	for (int i = 0; i < 7; i++)
		g_array_append_vals(copy->week[i], roster->week[i]->data,
				    roster->week[i]->len);
	copy_holidays(roster, copy);
	roster_unref(roster);
	return copy;
}

static int by_start(gconstpointer a, gconstpointer b)
{
	return ((const Interval *)a)->start - ((const Interval *)b)->start;
}

void roster_add_interval(Roster *roster, int weekday, Interval interval)
{
	GArray *intervals = roster->week[weekday - 1];
	g_array_append_val(intervals, interval);
	g_array_sort(intervals, by_start);
	for (guint i = 1; i < intervals->len;) {
		Interval *before = &g_array_index(intervals, Interval, i - 1);
		const Interval *here = &g_array_index(intervals, Interval, i);
		if (here->start > before->end) {
			i++;
			continue;
		}
		before->end = MAX(before->end, here->end);
		g_array_remove_index(intervals, i);
	}
}

void roster_add_holidays(Roster *roster, Holidays *holidays)
{
	g_ptr_array_add(roster->holidays, holidays_ref(holidays));
}

bool roster_add_day(Roster *roster, const char *text, const char *name, GError **error)
{
	if (roster->own_holidays == NULL) {
		roster->own_holidays = holidays_new();
		g_ptr_array_add(roster->holidays, roster->own_holidays);
	}
	return holidays_add(roster->own_holidays, text, name, error);
}

const Zone *roster_zone(const Roster *roster)
{
	return roster->zone;
}

const GArray *roster_intervals(const Roster *roster, int weekday)
{
	return roster->week[weekday - 1];
}

const char *roster_holiday(const Roster *roster, int64_t day)
{
	const char *name = NULL;
	for (guint i = 0; i < roster->holidays->len && name == NULL; i++)
		name = holidays_name(g_ptr_array_index(roster->holidays, i), day);
	return name;
}

/* ---- what each day holds ------------------------------------------------- */

/* The part of `intervals` that lies in [shift, shift + 24 h), moved to the day it is in.
 */
static void append_pieces(const GArray *intervals, int shift, GArray *pieces)
{
	for (guint i = 0; i < intervals->len; i++) {
		Interval interval = g_array_index(intervals, Interval, i);
		Piece piece = {MAX(interval.start - shift, 0),
			       MIN(interval.end - shift, DAY_SECONDS), 0};
		if (piece.start < piece.end)
			g_array_append_val(pieces, piece);
	}
}

static int piece_by_start(gconstpointer a, gconstpointer b)
{
	return ((const Piece *)a)->start - ((const Piece *)b)->start;
}

/* A night shift may reach into the next day's first one. */
static void cut_overlaps(GArray *pieces)
{
	g_array_sort(pieces, piece_by_start);
	for (guint i = 1; i < pieces->len;) {
		Piece *before = &g_array_index(pieces, Piece, i - 1);
		const Piece *here = &g_array_index(pieces, Piece, i);
		if (here->start > before->end) {
			i++;
			continue;
		}
		before->end = MAX(before->end, here->end);
		g_array_remove_index(pieces, i);
	}
}

static Pattern pattern_of(const GArray *today, const GArray *yesterday)
{
	GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
	if (today != NULL)
		append_pieces(today, 0, pieces);
	if (yesterday != NULL)
		append_pieces(yesterday, DAY_SECONDS, pieces);
	cut_overlaps(pieces);
	Pattern pattern = {.count = pieces->len};
	for (guint i = 0; i < pieces->len; i++) {
		Piece *piece = &g_array_index(pieces, Piece, i);
		piece->before = pattern.total;
		pattern.total += piece->end - piece->start;
	}
	pattern.pieces = (Piece *)(void *)g_array_free(pieces, FALSE);
	return pattern;
}

static void mark(uint64_t *marks, int64_t day)
{
	if (has_marks(day))
		marks[(day - MARKS_FIRST) / 64] |= (uint64_t)1
						   << ((day - MARKS_FIRST) % 64);
}

/* A day on which nobody works on that weekday stays plain whatever happens. */
static void mark_special(Index *index, int64_t day)
{
	if (index->patterns[weekday_of_day(day)][0].total > 0)
		mark(index->special, day);
}

static void mark_holidays(const Roster *roster, Index *index)
{
	for (guint i = 0; i < roster->holidays->len; i++)
		holidays_mark(g_ptr_array_index(roster->holidays, i), MARKS_FIRST,
			      MARKS_DAYS, index->holidays);
	for (int word = 0; word < MARKS_WORDS; word++) {
		for (uint64_t rest = index->holidays[word]; rest != 0; rest &= rest - 1) {
			int64_t day = MARKS_FIRST + word * 64 + __builtin_ctzll(rest);
			mark_special(index, day);
			mark_special(index, day + 1);
		}
	}
	/* The day before the first has no mark. */
	mark_special(index, MARKS_FIRST);
}

static int64_t day_of_wall(int64_t wall)
{
	return wall / DAY_SECONDS - (wall % DAY_SECONDS < 0 ? 1 : 0);
}

static void mark_changes(const Roster *roster, Index *index)
{
	const Zone *zone = roster->zone;
	Instant at = (Instant)(MARKS_FIRST - 2) * DAY_SECONDS;
	Instant last = (Instant)(MARKS_FIRST + MARKS_DAYS + 2) * DAY_SECONDS;
	while ((at = zone_next_change(zone, at)) != INSTANT_NONE && at < last) {
		int64_t before = day_of_wall(at - 1 + zone_offset_seconds(zone, at - 1));
		int64_t after = day_of_wall(at + zone_offset_seconds(zone, at));
		for (int64_t day = MIN(before, after); day <= MAX(before, after); day++)
			mark_special(index, day);
	}
}

Index *roster_index_new(const Roster *roster)
{
	Index *index = g_new0(Index, 1);
	for (int day = 0; day < 7; day++) {
		const GArray *today = roster->week[day];
		const GArray *yesterday = roster->week[(day + 6) % 7];
		for (int which = 0; which < 4; which++)
			index->patterns[day][which] =
				pattern_of((which & 1) != 0 ? NULL : today,
					   (which & 2) != 0 ? NULL : yesterday);
	}
	mark_holidays(roster, index);
	mark_changes(roster, index);
	return index;
}

void roster_index_free(Index *index)
{
	if (index == NULL)
		return;
	for (int day = 0; day < 7; day++)
		for (int which = 0; which < 4; which++)
			g_free(index->patterns[day][which].pieces);
	g_free(index);
}
