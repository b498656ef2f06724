/* stats_figure.c: figures as people read and write them: a norm, a bar, hours and
 * minutes, a share.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/stats.h"

#define HOUR (int64_t)3600
#define DAY  (24 * HOUR)
/* Longer than this half days are no matter. */
#define HALF_DAYS_MAX 3

static char *days_and_hours(int64_t seconds, int64_t day)
{
	int64_t days = seconds / day, rest = seconds % day;
	bool has_half = rest > 0 && rest <= 4 * HOUR && 4 * HOUR < day &&
			days < HALF_DAYS_MAX && days > 0;
	if (has_half)
		return g_strdup_printf("%" G_GINT64_FORMAT "wd 4wh", days);
	return g_strdup_printf("%" G_GINT64_FORMAT "wd", days + (rest > 0 ? 1 : 0));
}

char *stats_propose(int64_t seconds, int64_t day_seconds, bool is_working)
{
	static const struct {
		int64_t seconds;
		const char *working, *clock;
	} STEPS[] = {
		{5 * 60, NULL, "5m"},	  {15 * 60, NULL, "15m"},
		{30 * 60, "30wm", "30m"}, {1 * HOUR, "1wh", "1h"},
		{2 * HOUR, "2wh", "2h"},  {4 * HOUR, "4wh", "4h"},
		{6 * HOUR, "6wh", NULL},  {8 * HOUR, NULL, "8h"},
		{12 * HOUR, NULL, "12h"},
	};
	int64_t day = is_working ? day_seconds : DAY;
	for (size_t i = 0; i < G_N_ELEMENTS(STEPS); i++) {
		const char *word = is_working ? STEPS[i].working : STEPS[i].clock;
		if (word != NULL && seconds <= STEPS[i].seconds && STEPS[i].seconds < day)
			return g_strdup(word);
	}
	if (is_working)
		return days_and_hours(seconds, day);
	return g_strdup_printf("%" G_GINT64_FORMAT "d", (seconds + DAY - 1) / DAY);
}

char *stats_bar(int64_t value, int64_t most, int columns)
{
	static const char *const EIGHTHS[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	int64_t eighths = most > 0 ? value * columns * 8 / most : 0;
	GString *text = g_string_new(NULL);
	if (value > 0)
		eighths = MAX(eighths, 1);
	for (int64_t i = 0; i < eighths / 8; i++)
		g_string_append(text, "█");
	g_string_append(text, EIGHTHS[eighths % 8]);
	return g_string_free(text, FALSE);
}

char *stats_length(int64_t seconds)
{
	return g_strdup_printf("%4" G_GINT64_FORMAT " h %02" G_GINT64_FORMAT " min",
			       seconds / 3600, seconds % 3600 / 60);
}

int stats_share(guint part, guint whole)
{
	return (int)((part * 200 + whole) / (2 * whole));
}
