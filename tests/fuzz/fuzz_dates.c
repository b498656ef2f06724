/* fuzz_dates.c: dates, durations and absences.
 * Seeds: tests/fuzz/seeds/dates
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "calendar/when.h"
#include "workflow/leave.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = fuzz_clean(bytes, MIN(length, (size_t)400));
	WhenInput input = {.zone = zone_find("Europe/Berlin"), .now = 1772442000};
	g_autoptr(When) when = when_read(text, &input);
	g_assert_true(when->understood == (when->error == NULL));
	Duration duration;
	g_autofree char *error = NULL;
	if (!duration_read(text, &duration, &error))
		g_assert_nonnull(error);
	g_autoptr(GError) why = NULL;
	g_autoptr(Leave) leave = leave_read(text, "li", input.zone, input.now, &why);
	g_assert_true((leave == NULL) == (why != NULL));
	g_assert_true(leave == NULL || leave->end > leave->start);
	Instant end = leave_suggested_end(text, input.zone, input.now);
	g_assert_true(end == INSTANT_NONE || end > input.now);
	return 0;
}
