/* roster_count.c: working time counted, from day to day, whole weeks at once where they
 * are plain.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/roster_private.h"

static const Index *index_of(const Roster *roster)
{
	Index *index = g_atomic_pointer_get(roster->index);
	if (index != NULL)
		return index;
	index = roster_index_new(roster);
	if (g_atomic_pointer_compare_and_exchange(roster->index, NULL, index))
		return index;
	roster_index_free(index);
	return g_atomic_pointer_get(roster->index);
}

int64_t roster_day(const Roster *roster, Instant at)
{
	int64_t wall = zone_wall(roster->zone, at);
	return wall / DAY_SECONDS - (wall % DAY_SECONDS < 0 ? 1 : 0);
}

/* ---- one day ------------------------------------------------------------- */

static bool is_plain(const Index *index, int64_t day)
{
	return has_marks(day) && !is_marked(index->special, day);
}

static bool is_holiday(const Roster *roster, const Index *index, int64_t day)
{
	return has_marks(day) ? is_marked(index->holidays, day)
			      : roster_holiday(roster, day) != NULL;
}

static const Pattern *pattern_of(const Roster *roster, const Index *index, int64_t day)
{
	int which = 0;
	if (!is_plain(index, day))
		which = (is_holiday(roster, index, day) ? 1 : 0) +
			(is_holiday(roster, index, day - 1) ? 2 : 0);
	return &index->patterns[weekday_of_day(day)][which];
}

static Instant instant_of(const Roster *roster, int64_t day, int second)
{
	return zone_wall_instant(roster->zone, day * DAY_SECONDS + second);
}

static Span span_of(const Roster *roster, int64_t day, const Piece *piece)
{
	return (Span){instant_of(roster, day, piece->start),
		      instant_of(roster, day, piece->end)};
}

static int64_t day_total(const Roster *roster, const Index *index, int64_t day)
{
	const Pattern *pattern = pattern_of(roster, index, day);
	if (is_plain(index, day))
		return pattern->total;
	int64_t total = 0;
	for (guint i = 0; i < pattern->count; i++) {
		Span span = span_of(roster, day, &pattern->pieces[i]);
		total += span.end - span.start;
	}
	return total;
}

/* What of the day is over at `at`, which is in it. */
static int64_t day_count(const Roster *roster, const Index *index, int64_t day,
			 Instant at)
{
	const Pattern *pattern = pattern_of(roster, index, day);
	bool plain = is_plain(index, day);
	int64_t second = plain ? zone_wall(roster->zone, at) - day * DAY_SECONDS : 0;
	int64_t count = 0;
	for (guint i = 0; i < pattern->count; i++) {
		const Piece *piece = &pattern->pieces[i];
		Span span = {piece->start, piece->end};
		if (!plain)
			span = span_of(roster, day, piece);
		int64_t until = MIN(span.end, plain ? second : at);
		if (until <= span.start)
			break;
		count += until - span.start;
	}
	return count;
}

/* Where a count falls between two pieces, it is the end of one and the start of another.
 */
typedef enum { EDGE_END, EDGE_START } Edge;

/* The instant at which the day has worked `count`, which is in it: with EDGE_START less
 * than the day has. */
static Instant day_instant(const Roster *roster, const Index *index, int64_t day,
			   int64_t count, Edge edge)
{
	const Pattern *pattern = pattern_of(roster, index, day);
	bool plain = is_plain(index, day);
	for (guint i = 0; i < pattern->count; i++) {
		const Piece *piece = &pattern->pieces[i];
		int64_t length = piece->end - piece->start;
		Span span = {0};
		if (!plain) {
			span = span_of(roster, day, piece);
			length = span.end - span.start;
		}
		if (count < length || (edge == EDGE_END && count == length))
			return plain ? instant_of(roster, day, piece->start + (int)count)
				     : span.start + count;
		count -= length;
	}
	g_assert_not_reached();
}

/* ---- many days ----------------------------------------------------------- */

/* How many plain weeks begin with `day`; nine at most are told. */
static int64_t plain_weeks_from(const Index *index, int64_t day)
{
	int64_t bit = day - MARKS_FIRST;
	if (bit < 0 || bit + 64 > MARKS_DAYS)
		return 0;
	int64_t word = bit / 64, rest = bit % 64;
	uint64_t marks = index->special[word] >> rest;
	if (rest > 0)
		marks |= index->special[word + 1] << (64 - rest);
	return (marks != 0 ? __builtin_ctzll(marks) : 64) / 7;
}

/* How many end with the day before `day`. */
static int64_t plain_weeks_before(const Index *index, int64_t day)
{
	int64_t bit = day - 64 - MARKS_FIRST;
	if (bit < 0 || bit + 64 > MARKS_DAYS)
		return 0;
	int64_t word = bit / 64, rest = bit % 64;
	uint64_t marks = index->special[word] >> rest;
	if (rest > 0)
		marks |= index->special[word + 1] << (64 - rest);
	return (marks != 0 ? __builtin_clzll(marks) : 64) / 7;
}

int64_t roster_elapsed(const Roster *roster, Instant start, Instant end)
{
	const Index *index = index_of(roster);
	int64_t day = roster_day(roster, start), last = roster_day(roster, end);
	int64_t total = day_count(roster, index, last, end) -
			day_count(roster, index, day, start);
	while (day < last) {
		int64_t weeks = last - day >= 7 ? plain_weeks_from(index, day) : 0;
		weeks = MIN(weeks, (last - day) / 7);
		if (weeks > 0)
			total += weeks * index->week;
		else
			total += day_total(roster, index, day);
		day += weeks > 0 ? weeks * 7 : 1;
	}
	return total;
}

bool roster_next_open(const Roster *roster, Instant at, int64_t last, Instant *out_open)
{
	const Index *index = index_of(roster);
	int64_t day = roster_day(roster, at);
	int64_t count = day_count(roster, index, day, at);
	while (count >= day_total(roster, index, day)) {
		if (++day > last)
			return false;
		count = 0;
	}
	*out_open = day_instant(roster, index, day, count, EDGE_START);
	return true;
}

bool roster_is_open(const Roster *roster, Instant at)
{
	Instant open = 0;
	return roster_next_open(roster, at, roster_day(roster, at), &open) && open == at;
}

Instant roster_next_closed(const Roster *roster, Instant at, Instant limit)
{
	const Index *index = index_of(roster);
	Instant closed = at;
	for (int64_t day = roster_day(roster, at); closed < limit; day++) {
		const Pattern *pattern = pattern_of(roster, index, day);
		for (guint i = 0; i < pattern->count; i++) {
			Span span = span_of(roster, day, &pattern->pieces[i]);
			if (span.start <= closed && closed < span.end)
				closed = span.end;
		}
		/* What reaches the end of the day may go on with the next. */
		if (closed < instant_of(roster, day, DAY_SECONDS))
			break;
	}
	return MIN(closed, limit);
}

bool roster_forward(const Roster *roster, Instant at, Instant limit, int64_t *seconds,
		    Instant *out_at)
{
	const Index *index = index_of(roster);
	int64_t day = roster_day(roster, at), last = roster_day(roster, limit);
	int64_t rest = *seconds + day_count(roster, index, day, at);
	for (;;) {
		int64_t total = day < last ? day_total(roster, index, day)
					   : day_count(roster, index, day, limit);
		if (rest <= total)
			break;
		rest -= total;
		if (day == last) {
			*seconds = rest;
			return false;
		}
		day++;
		if (rest > index->week && index->week > 0 && last - day >= 7) {
			int64_t weeks = MIN(plain_weeks_from(index, day),
					    (rest - 1) / index->week);
			weeks = MIN(weeks, (last - day) / 7);
			rest -= weeks * index->week;
			day += weeks * 7;
		}
	}
	*out_at = day_instant(roster, index, day, rest, EDGE_END);
	return true;
}

bool roster_back(const Roster *roster, Instant at, Instant limit, int64_t *seconds,
		 Instant *out_at)
{
	const Index *index = index_of(roster);
	int64_t day = roster_day(roster, at), first = roster_day(roster, limit);
	int64_t count = day_count(roster, index, day, at) - *seconds;
	while (day > first && count < 0) {
		if (-count > index->week && index->week > 0 && day - first > 7) {
			int64_t weeks = MIN(plain_weeks_before(index, day),
					    (-count - 1) / index->week);
			weeks = MIN(weeks, (day - 1 - first) / 7);
			count += weeks * index->week;
			day -= weeks * 7;
		}
		count += day_total(roster, index, --day);
	}
	int64_t least = day > first ? 0 : day_count(roster, index, day, limit);
	if (count < least) {
		*seconds = least - count;
		return false;
	}
	*out_at = day_instant(roster, index, day, count, EDGE_START);
	return true;
}
