/* hours_count.c: working time added, subtracted, measured: the roster's, without what
 * lies in absences.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/hours_private.h"

#define SEARCH_SECONDS ((int64_t)HOURS_MAX_DAYS * DAY_SECONDS)

static Span away_at(const Hours *hours, guint index)
{
	return g_array_index(hours->away, Span, index);
}

static Instant within_time(Instant at)
{
	return CLAMP(at, HOURS_FIRST, HOURS_LAST);
}

int64_t hours_elapsed(const Hours *hours, Instant start, Instant end)
{
	start = within_time(start);
	end = within_time(end);
	if (end <= start)
		return 0;
	int64_t total = roster_elapsed(hours->roster, start, end);
	for (guint i = hours_away_after(hours, start); i < hours->away->len; i++) {
		Span away = away_at(hours, i);
		if (away.start >= end)
			break;
		total -= roster_elapsed(hours->roster, MAX(start, away.start),
					MIN(end, away.end));
	}
	return total;
}

bool hours_is_open(const Hours *hours, Instant at)
{
	guint next = hours_away_after(hours, at);
	bool is_away = next < hours->away->len && away_at(hours, next).start <= at;
	return !is_away && at == within_time(at) && roster_is_open(hours->roster, at);
}

bool hours_next_open(const Hours *hours, Instant at, Instant *out_open, GError **error)
{
	Instant open = within_time(at);
	int64_t last = roster_day(hours->roster, open) + HOURS_MAX_DAYS;
	guint next = hours_away_after(hours, open);
	while (roster_next_open(hours->roster, open, last, &open) && open < HOURS_LAST) {
		while (next < hours->away->len && away_at(hours, next).end <= open)
			next++;
		if (next == hours->away->len || away_at(hours, next).start > open) {
			*out_open = open;
			return true;
		}
		open = away_at(hours, next).end;
	}
	return hours_none(error);
}

Instant hours_next_closed(const Hours *hours, Instant at, Instant limit)
{
	if (!hours_is_open(hours, at))
		return MIN(at, limit);
	guint next = hours_away_after(hours, at);
	if (next < hours->away->len)
		limit = MIN(limit, away_at(hours, next).start);
	return roster_next_closed(hours->roster, at, MIN(limit, HOURS_LAST));
}

/* From each absence to the next, with what is left. */
bool hours_add(const Hours *hours, Instant at, int64_t seconds, Instant *out_at,
	       GError **error)
{
	if (seconds <= 0)
		return hours_next_open(hours, at, out_at, error);
	Instant from = within_time(at), to = from;
	Instant last = within_time(from + SEARCH_SECONDS);
	int64_t left = MIN(seconds, SEARCH_SECONDS);
	for (guint next = hours_away_after(hours, from); from < last; next++) {
		bool has_next = next < hours->away->len;
		Span away = has_next ? away_at(hours, next) : (Span){last, last};
		Instant limit = MIN(away.start, last);
		if (limit > from &&
		    roster_forward(hours->roster, from, limit, &left, &to)) {
			*out_at = to;
			return true;
		}
		from = away.end;
	}
	return hours_none(error);
}

bool hours_subtract(const Hours *hours, Instant at, int64_t seconds, Instant *out_at,
		    GError **error)
{
	Instant until = within_time(at), since = until;
	if (seconds <= 0) {
		*out_at = at;
		return true;
	}
	Instant first = within_time(until - SEARCH_SECONDS);
	int64_t left = MIN(seconds, SEARCH_SECONDS);
	guint count = hours_away_after(hours, until);
	if (count < hours->away->len && away_at(hours, count).start < until)
		count++;
	while (until > first) {
		Span away = count > 0 ? away_at(hours, count - 1) : (Span){first, first};
		Instant limit = MAX(away.end, first);
		if (limit < until &&
		    roster_back(hours->roster, until, limit, &left, &since)) {
			*out_at = since;
			return true;
		}
		until = away.start;
		count -= count > 0 ? 1 : 0;
	}
	return hours_none(error);
}
