/* clock_record.c: what happened to a clock, noted in it when it happened.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/clock_record.h"

/* What happened in earlier generations is forgotten first; the item's history has it. */
#define EVENTS_MAX 200

json_t *clock_data(Clock *clock)
{
	if (clock->data == NULL)
		clock->data = json_object();
	return clock->data;
}

json_t *clock_events(const Clock *clock)
{
	return json_object_get(clock->data, "events");
}

bool clock_is_of_now(const Clock *clock, const json_t *event)
{
	return json_get_number(event, "generation", 0) == clock->generation;
}

void clock_note(Clock *clock, Instant at, const char *what, json_t *more)
{
	json_t *events = clock_events(clock);
	if (events == NULL) {
		events = json_array();
		json_object_set_new(clock_data(clock), "events", events);
	}
	while (json_array_size(events) >= EVENTS_MAX &&
	       !clock_is_of_now(clock, json_array_get(events, 0)))
		json_array_remove(events, 0);
	json_t *event = json_pack("{s:I, s:i, s:s}", "at", (json_int_t)at, "generation",
				  clock->generation, "what", what);
	if (more != NULL)
		json_object_update(event, more);
	json_decref(more);
	json_array_append_new(events, event);
}

GArray *clock_pauses(const Clock *clock)
{
	GArray *pauses = g_array_new(FALSE, FALSE, sizeof(ClockPause));
	size_t index;
	json_t *event;
	json_array_foreach(clock_events(clock), index, event)
	{
		const char *what = json_get_text(event, "what");
		if (!clock_is_of_now(clock, event))
			continue;
		if (g_strcmp0(what, "paused") == 0) {
			ClockPause pause = {
				.from = json_get_number(event, "at", 0),
				.until = INSTANT_NONE,
				.reason = json_get_text(event, "reason"),
				.grace = INSTANT_NONE,
			};
			(void)pause_kind_from_name(json_get_text(event, "kind"),
						   &pause.kind);
			g_array_append_val(pauses, pause);
		} else if (g_strcmp0(what, "resumed") == 0 && pauses->len > 0) {
			ClockPause *last =
				&g_array_index(pauses, ClockPause, pauses->len - 1);
			last->until = json_get_number(event, "at", 0);
			last->grace = json_get_number(event, "grace", INSTANT_NONE);
		}
	}
	return pauses;
}

Instant clock_paused_since(const Clock *clock)
{
	g_autoptr(GArray) pauses = clock_pauses(clock);
	const ClockPause *last =
		pauses->len > 0 ? &g_array_index(pauses, ClockPause, pauses->len - 1)
				: NULL;
	return last != NULL && last->until == INSTANT_NONE ? last->from : INSTANT_NONE;
}

bool clock_is_paused(const Clock *clock)
{
	return clock->stopped == INSTANT_NONE &&
	       clock_paused_since(clock) != INSTANT_NONE;
}

Instant clock_from(const Clock *clock)
{
	return json_get_number(clock->data, "from", clock->started);
}

int64_t clock_revision(const Clock *clock)
{
	return json_get_number(clock->data, "revision", 0);
}
