/* roster_count.c: working time counted, from day to day, and over years by sums that are
 * known.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/roster_private.h"

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

static void sum_blocks(const Roster *roster, Index *index)
{
	int64_t total = 0;
	for (int block = 0; block < BLOCKS; block++) {
		int64_t first = MARKS_FIRST + (int64_t)block * BLOCK_DAYS;
		for (int64_t day = first; day < first + BLOCK_DAYS; day++)
			total += day_total(roster, index, day);
		index->before[block + 1] = (int32_t)total;
	}
}

static const Index *index_of(const Roster *roster)
{
	Index *index = g_atomic_pointer_get(roster->index);
	if (index != NULL)
		return index;
	index = roster_index_new(roster);
	sum_blocks(roster, index);
	if (g_atomic_pointer_compare_and_exchange(roster->index, NULL, index))
		return index;
	roster_index_free(index);
	return g_atomic_pointer_get(roster->index);
}

/* The block that begins with `day`, BLOCKS for the end of the last; -1: none does. */
static int block_at(int64_t day)
{
	int64_t since = day - MARKS_FIRST;
	return since >= 0 && since <= MARKS_DAYS && since % BLOCK_DAYS == 0
		       ? (int)(since / BLOCK_DAYS)
		       : -1;
}

/* The last block that begins neither after `day` nor outside the marks. */
static int block_until(int64_t day)
{
	return (int)(CLAMP(day - MARKS_FIRST, 0, MARKS_DAYS) / BLOCK_DAYS);
}

/* The last of the blocks `low` to `high` before which less than `sum` were worked;
 * `low` is one of them. */
static int last_below(const Index *index, int low, int high, int64_t sum)
{
	while (low < high) {
		int middle = (low + high + 1) / 2;
		if (index->before[middle] < sum)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* The first of the blocks `low` to `high` before which more than `sum` were worked;
 * `high` is one of them. */
static int first_above(const Index *index, int low, int high, int64_t sum)
{
	while (low < high) {
		int middle = (low + high) / 2;
		if (index->before[middle] > sum)
			high = middle;
		else
			low = middle + 1;
	}
	return high;
}

int64_t roster_elapsed(const Roster *roster, Instant start, Instant end)
{
	const Index *index = index_of(roster);
	int64_t day = roster_day(roster, start), last = roster_day(roster, end);
	int64_t total = day_count(roster, index, last, end) -
			day_count(roster, index, day, start);
	while (day < last) {
		int block = block_at(day), until = block_until(last);
		if (block >= 0 && block < until) {
			total += index->before[until] - index->before[block];
			day += (int64_t)(until - block) * BLOCK_DAYS;
		} else {
			total += day_total(roster, index, day++);
		}
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
		int block = block_at(++day), until = block_until(last);
		if (block >= 0 && block < until) {
			int64_t base = index->before[block];
			until = last_below(index, block, until, base + rest);
			rest -= index->before[until] - base;
			day += (int64_t)(until - block) * BLOCK_DAYS;
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
		/* What is left is found in the day before `day`, or earlier. */
		int block = block_at(day), until = block_until(first + BLOCK_DAYS);
		if (block > until) {
			int64_t base = index->before[block];
			until = first_above(index, until, block, base + count);
			count += base - index->before[until];
			day -= (int64_t)(block - until) * BLOCK_DAYS;
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
