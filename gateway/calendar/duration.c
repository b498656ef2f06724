/* duration.c: lengths of clock time and of working time.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/when.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Longer than any norm or deadline anybody means. */
#define DURATION_MAX_DAYS 3650

typedef enum { CLASS_CLOCK, CLASS_WORKING } UnitClass;

/* Each spelling stands for itself: "m" is minutes, never months. */
static const struct {
	const char *names; /* separated and closed by '|' */
	UnitClass class;
	int seconds;
	int days;
} units[] = {
	{"s|sec|secs|second|seconds|", CLASS_CLOCK, 1, 0},
	{"m|min|mins|minute|minutes|", CLASS_CLOCK, 60, 0},
	{"h|hr|hrs|hour|hours|", CLASS_CLOCK, 3600, 0},
	{"d|day|days|", CLASS_CLOCK, 0, 1},
	{"w|week|weeks|", CLASS_CLOCK, 0, 7},
	{"wm|bm|wmin|workingminute|workingminutes|", CLASS_WORKING, 60, 0},
	{"wh|bh|workinghour|workinghours|businesshour|businesshours|", CLASS_WORKING,
	 3600, 0},
	{"wd|bd|workingday|workingdays|businessday|businessdays|", CLASS_WORKING, 0, 1},
};

static int unit_index(const char *name)
{
	g_autofree char *closed = g_strconcat(name, "|", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		for (const char *at = units[i].names; *at != '\0';
		     at = strchr(at, '|') + 1) {
			if (g_str_has_prefix(at, closed))
				return (int)i;
		}
	}
	return -1;
}

/* "3 working days" and "3wd" become the same: no spaces, lower case. */
static char *squeeze(const char *text)
{
	g_autofree char *folded = text_fold(text);
	GString *squeezed = g_string_new(NULL);
	for (const char *c = folded; *c != '\0'; c++) {
		if (*c != ' ')
			g_string_append_c(squeezed, *c);
	}
	return g_string_free(squeezed, FALSE);
}

static bool refuse(char **out_error, const char *format, const char *text)
{
	g_autofree char *clipped = text_single_line(text, 80);
	GString *sentence = g_string_new(format);
	g_string_replace(sentence, "%", clipped, 1);
	if (out_error != NULL)
		*out_error = g_string_free(sentence, FALSE);
	else
		g_string_free(sentence, TRUE);
	return false;
}

/* One "4h" at `*at`, which is moved behind it. */
static bool read_piece(const char **at, int64_t *out_number, int *out_unit)
{
	char *end = NULL;
	if (!g_ascii_isdigit(**at))
		return false;
	guint64 number = g_ascii_strtoull(*at, &end, 10);
	size_t letters = 0;
	while (g_ascii_isalpha(end[letters]))
		letters++;
	g_autofree char *name = g_strndup(end, letters);
	*out_unit = unit_index(name);
	if (*out_unit < 0 || number > (guint64)DURATION_MAX_DAYS * 86400)
		return false;
	*out_number = (int64_t)number;
	*at = end + letters;
	return true;
}

bool duration_read(const char *text, Duration *out_duration, char **out_error)
{
	g_autofree char *squeezed = squeeze(text);
	const char *at = squeezed;
	Duration duration = {0};
	int64_t days = 0;
	int classes = 0;
	if (*at == '\0')
		return refuse(out_error, "a duration is missing, such as 2wd or 4h",
			      text);
	while (*at != '\0') {
		int64_t number = 0;
		int unit = 0;
		if (!read_piece(&at, &number, &unit))
			return refuse(out_error,
				      "'%' is no duration; write 30m, 4h, 10d, 30wm, 4wh "
				      "or 3wd",
				      text);
		classes |= 1 << units[unit].class;
		duration.seconds += number * units[unit].seconds;
		days += number * units[unit].days;
	}
	if (classes == ((1 << CLASS_CLOCK) | (1 << CLASS_WORKING)))
		return refuse(out_error, "'%' mixes clock time and working time", text);
	if (days > DURATION_MAX_DAYS ||
	    duration.seconds > (int64_t)DURATION_MAX_DAYS * 86400)
		return refuse(out_error, "'%' is longer than ten years", text);
	duration.days = (int)days;
	duration.is_working = classes == 1 << CLASS_WORKING;
	*out_duration = duration;
	return true;
}

char *duration_nearest(const char *text, const char *otherwise)
{
	static const struct {
		const char *unit;
		int days;
	} LENGTHS[] = {{"month", 30}, {"quarter", 91}, {"year", 365}, {"fortnight", 14}};
	int number = 1;
	if (sscanf(text, "%3d", &number) != 1 || number < 1)
		number = 1;
	for (size_t i = 0; i < G_N_ELEMENTS(LENGTHS); i++)
		if (strstr(text, LENGTHS[i].unit) != NULL &&
		    number * LENGTHS[i].days <= DURATION_MAX_DAYS)
			return g_strdup_printf("in %dd", number * LENGTHS[i].days);
	return g_strdup(otherwise);
}

static Instant add_clock_days(const Zone *zone, Instant from, int days)
{
	if (days == 0)
		return from;
	LocalTime local = zone_local(zone, from);
	local.day += days;
	return zone_instant(zone, local);
}

bool duration_apply(const Duration *duration, const Zone *zone, const Hours *hours,
		    Instant from, Instant *out_at, GError **error)
{
	if (!duration->is_working) {
		*out_at = add_clock_days(zone, from, duration->days) + duration->seconds;
		return true;
	}
	if (hours == NULL)
		return fault(error, FAULT_UNREADABLE,
			     "working time needs a person whose hours it counts");
	Instant at = from;
	if (duration->days > 0 && !hours_add_days(hours, at, duration->days, &at, error))
		return false;
	if ((duration->seconds > 0 || duration->days == 0) &&
	    !hours_add(hours, at, duration->seconds, &at, error))
		return false;
	*out_at = at;
	return true;
}
