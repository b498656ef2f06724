/* clock_explain.c: a clock in words.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/clock_explain.h"

#include <string.h>

static void add_piece(GPtrArray *pieces, Instant start, Instant end, bool counts,
		      const char *why)
{
	HoursPiece *last =
		pieces->len > 0 ? g_ptr_array_index(pieces, pieces->len - 1) : NULL;
	if (end <= start)
		return;
	if (last != NULL && last->is_counted == counts && strcmp(last->why, why) == 0) {
		last->span.end = end;
		return;
	}
	HoursPiece *piece = g_new0(HoursPiece, 1);
	piece->span = (Span){start, end};
	piece->is_counted = counts;
	piece->why = g_strdup(why);
	g_ptr_array_add(pieces, piece);
}

/* The pause at `at`, if any; `*out_until` is where that answer ends at the latest. */
static const ClockPause *pause_at(const GArray *pauses, Instant at, Instant *out_until)
{
	for (guint i = 0; i < pauses->len; i++) {
		const ClockPause *pause = &g_array_index(pauses, ClockPause, i);
		bool is_over = pause->until != INSTANT_NONE && pause->until <= at;
		if (is_over)
			continue;
		if (pause->from > at) {
			*out_until = MIN(*out_until, pause->from);
			return NULL;
		}
		if (pause->until != INSTANT_NONE)
			*out_until = MIN(*out_until, pause->until);
		return pause;
	}
	return NULL;
}

static void explain_gap(GPtrArray *pieces, const Clock *clock, const Person *person,
			Instant start, Instant end)
{
	g_autoptr(GPtrArray) parts = hours_explain(person->hours, start, end);
	for (guint i = 0; i < parts->len; i++) {
		const HoursPiece *part = g_ptr_array_index(parts, i);
		bool is_early = part->span.start < clock_from(clock);
		add_piece(pieces, part->span.start, part->span.end, false,
			  !part->is_counted ? part->why
			  : is_early	    ? "before it can be read"
					    : "no working time by the calendar of then");
	}
}

/* [start, end) counts or does not, but for pauses in it. */
static void explain(GPtrArray *pieces, const Clock *clock, const Person *person,
		    Span whole, bool counts)
{
	g_autoptr(GArray) pauses = clock_pauses(clock);
	Instant at = whole.start;
	while (at < whole.end) {
		Instant until = whole.end;
		const ClockPause *pause = pause_at(pauses, at, &until);
		bool stops = pause != NULL &&
			     (pause->kind == PAUSE_SHIFT || pause->until == INSTANT_NONE);
		g_autofree char *paused =
			pause != NULL ? g_strconcat("paused: ", pause->reason, NULL)
				      : NULL;
		if (counts && !stops)
			add_piece(pieces, at, until, true,
				  clock_counts_always(clock) ? "clock time"
							     : "working hours");
		else if (stops)
			add_piece(pieces, at, until, false, paused);
		else
			explain_gap(pieces, clock, person, at, until);
		at = until;
	}
}

GPtrArray *clock_pieces(const Clock *clock, const Person *person)
{
	GPtrArray *pieces =
		g_ptr_array_new_with_free_func((GDestroyNotify)hours_piece_free);
	g_autoptr(GArray) spans = clock_spans(clock, person);
	Instant at = clock->started;
	for (guint i = 0; i < spans->len; i++) {
		Span span = g_array_index(spans, Span, i);
		explain(pieces, clock, person, (Span){at, span.start}, false);
		explain(pieces, clock, person, span, true);
		at = span.end;
	}
	explain(pieces, clock, person, (Span){at, clock->due}, false);
	return pieces;
}

const char *clock_risk(const Clock *clock, Instant at)
{
	const json_t *risk = json_object_get(clock->data, "risk");
	if (clock->state == CLOCK_MET)
		return "completed";
	if (clock->state == CLOCK_CANCELLED)
		return "cancelled";
	if (clock->state == CLOCK_BREACHED && clock->stopped != INSTANT_NONE)
		return "failed";
	if (clock->state == CLOCK_BREACHED)
		return "breached";
	if (clock->state == CLOCK_PAUSED)
		return "paused";
	if (at >= clock->due)
		return "breached";
	if (risk == NULL || at < json_get_number(risk, "medium", clock->due))
		return "low";
	return at < json_get_number(risk, "high", clock->due) ? "medium" : "high";
}
