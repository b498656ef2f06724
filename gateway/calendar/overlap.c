/* overlap.c: intervals cut with one another.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/overlap.h"

#include <string.h>

#define MINUTE 60

static Instant next_minute(Instant at)
{
	Instant over = ((at % MINUTE) + MINUTE) % MINUTE;
	return over == 0 ? at : at + MINUTE - over;
}

bool overlap_next(const GPtrArray *all, Instant from, Instant until, int64_t length,
		  Instant *out_start)
{
	Instant at = next_minute(from);
	guint agreed = 0;
	for (guint i = 0; all->len > 0 && at < until; i = (i + 1) % all->len) {
		const Hours *hours = g_ptr_array_index(all, i);
		Instant open = INSTANT_NONE;
		if (!hours_next_open(hours, at, &open, NULL))
			return false;
		Instant start = next_minute(open);
		Instant end = hours_next_closed(hours, start, start + length);
		if (start == at && end - at >= length) {
			if (++agreed == all->len) {
				*out_start = at;
				return true;
			}
			continue;
		}
		agreed = 0;
		at = end - start >= length ? start : next_minute(MAX(end, start + 1));
	}
	return false;
}

/* ---- the least bad ------------------------------------------------------ */

void bargain_clear(Bargain *bargain)
{
	g_array_unref(bargain->outside);
}

static void clear_bargain(gpointer data)
{
	bargain_clear(data);
}

static int64_t distance_of(const Hours *hours, Instant start, Instant end)
{
	Instant last = INSTANT_NONE, open = INSTANT_NONE;
	/* The last second that was worked. */
	int64_t gap = hours_subtract(hours, start, 1, &last, NULL) ? start - last - 1
								   : G_MAXINT32;
	if (hours_next_open(hours, start, &open, NULL))
		gap = MIN(gap, MAX(open - end, 0));
	return gap / MINUTE;
}

static Bargain bargain_at(const GPtrArray *all, const Borne *borne, Instant start,
			  int64_t length)
{
	Bargain bargain = {.start = start,
			   .last = INSTANT_NONE,
			   .outside = g_array_new(FALSE, FALSE, sizeof(int64_t))};
	int64_t least = G_MAXINT64, most = 0;
	for (guint i = 0; i < all->len; i++) {
		const Hours *hours = g_ptr_array_index(all, i);
		int64_t inside = hours_elapsed(hours, start, start + length);
		int64_t outside = (length - inside + MINUTE - 1) / MINUTE;
		int64_t count = borne[i].count + (outside > 0);
		g_array_append_val(bargain.outside, outside);
		bargain.total += outside;
		if (outside > 0) {
			bargain.distance += distance_of(hours, start, start + length);
			bargain.last = MAX(bargain.last, borne[i].last);
		}
		least = MIN(least, count);
		most = MAX(most, count);
	}
	bargain.spread = most - least;
	return bargain;
}

static int by_number(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int by_burden(gconstpointer a, gconstpointer b)
{
	const Bargain *one = a, *two = b;
	int order = by_number(MAX(one->spread, 1), MAX(two->spread, 1));
	order = order != 0 ? order : by_number(one->total, two->total);
	order = order != 0 ? order : by_number(one->distance, two->distance);
	order = order != 0 ? order : by_number(one->last, two->last);
	return order != 0 ? order : by_number(one->start, two->start);
}

static bool burdens_the_same(const Bargain *one, const Bargain *two)
{
	for (guint i = 0; i < one->outside->len; i++)
		if ((g_array_index(one->outside, int64_t, i) > 0) !=
		    (g_array_index(two->outside, int64_t, i) > 0))
			return false;
	return true;
}

/* Minutes outside change their slope only where the window begins or ends at somebody's
 * beginning or end of work: nothing between two such starts is better than both. */
static GArray *starts_of(const GPtrArray *all, Instant from, Instant until,
			 int64_t length)
{
	GArray *starts = g_array_new(FALSE, FALSE, sizeof(Instant));
	const Instant ends[] = {next_minute(from), next_minute(until) - MINUTE};
	for (size_t n = 0; n < G_N_ELEMENTS(ends); n++)
		if (ends[n] >= from && ends[n] < until)
			g_array_append_val(starts, ends[n]);
	for (guint i = 0; i < all->len; i++) {
		Span span = {from, from};
		while (hours_next_span(g_ptr_array_index(all, i), span.end, &span,
				       NULL) &&
		       span.start < until + length) {
			const Instant near[] = {span.start, span.start - length, span.end,
						span.end - length};
			for (size_t n = 0; n < G_N_ELEMENTS(near); n++) {
				Instant start = next_minute(near[n]);
				if (start >= from && start < until)
					g_array_append_val(starts, start);
			}
		}
	}
	return starts;
}

GArray *overlap_bargains(const GPtrArray *all, const Borne *borne, Instant from,
			 Instant until, int64_t length, guint max)
{
	g_autoptr(GArray) starts = starts_of(all, from, until, length);
	g_autoptr(GArray) whole = g_array_new(FALSE, FALSE, sizeof(Bargain));
	GArray *chosen = g_array_new(FALSE, FALSE, sizeof(Bargain));
	g_array_set_clear_func(chosen, clear_bargain);
	for (guint i = 0; i < starts->len; i++) {
		Bargain bargain =
			bargain_at(all, borne, g_array_index(starts, Instant, i), length);
		g_array_append_val(whole, bargain);
	}
	g_array_sort(whole, by_burden);
	for (guint i = 0; i < whole->len; i++) {
		Bargain *bargain = &g_array_index(whole, Bargain, i);
		const Bargain *best =
			chosen->len > 0 ? &g_array_index(chosen, Bargain, 0) : bargain;
		bool is_new = chosen->len < max &&
			      MAX(bargain->spread, 1) <= MAX(best->spread, 1);
		for (guint c = 0; c < chosen->len && is_new; c++)
			is_new = !burdens_the_same(&g_array_index(chosen, Bargain, c),
						   bargain);
		if (is_new)
			g_array_append_vals(chosen, bargain, 1);
		else
			bargain_clear(bargain);
	}
	return chosen;
}
