/* holidays.c: a set of days off.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/holidays.h"

#include <stdio.h>

typedef struct {
	int64_t day; /* or month * 100 + day, for what comes every year */
	const char *name;
} Day;

struct Holidays {
	int references; /* atomic */
	GArray *single; /* of Day, sorted */
	GArray *yearly;
	GStringChunk *names; /* each once: a name comes again every year */
};

Holidays *holidays_new(void)
{
	Holidays *holidays = g_new0(Holidays, 1);
	holidays->references = 1;
	holidays->single = g_array_new(FALSE, FALSE, sizeof(Day));
	holidays->yearly = g_array_new(FALSE, FALSE, sizeof(Day));
	holidays->names = g_string_chunk_new(64);
	return holidays;
}

Holidays *holidays_ref(Holidays *holidays)
{
	g_atomic_int_inc(&holidays->references);
	return holidays;
}

void holidays_unref(Holidays *holidays)
{
	if (holidays == NULL || !g_atomic_int_dec_and_test(&holidays->references))
		return;
	g_array_unref(holidays->single);
	g_array_unref(holidays->yearly);
	g_string_chunk_free(holidays->names);
	g_free(holidays);
}

/* Where `day` stands, or would have to. */
static guint place_of(const GArray *days, int64_t day)
{
	guint low = 0, high = days->len;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (g_array_index(days, Day, middle).day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const char *name_in(const GArray *days, int64_t day)
{
	guint place = place_of(days, day);
	const Day *found = place < days->len ? &g_array_index(days, Day, place) : NULL;
	return found != NULL && found->day == day ? found->name : NULL;
}

static void put(Holidays *holidays, GArray *days, int64_t day, const char *name)
{
	guint place = place_of(days, day);
	if (place < days->len && g_array_index(days, Day, place).day == day)
		return;
	Day added = {day, g_string_chunk_insert_const(holidays->names, name)};
	g_array_insert_val(days, place, added);
}

void holidays_put(Holidays *holidays, int64_t day, const char *name)
{
	put(holidays, holidays->single, day, name);
}

bool holidays_add(Holidays *holidays, const char *text, const char *name, GError **error)
{
	int year = 0, month = 0, day = 0, used = 0;
	const char *shown = name != NULL ? name : "holiday";
	if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 &&
	    text[used] == '\0' && day_exists(year, month, day)) {
		holidays_put(holidays, day_number(year, month, day), shown);
		return true;
	}
	if (sscanf(text, "%2d-%2d%n", &month, &day, &used) == 2 && text[used] == '\0' &&
	    day_exists(2024, month, day)) {
		put(holidays, holidays->yearly, (int64_t)month * 100 + day, shown);
		return true;
	}
	return fault(error, FAULT_SETUP, "'%s' is no day such as 12-24 or 2026-06-04",
		     text);
}

const char *holidays_name(const Holidays *holidays, int64_t day)
{
	const char *name = name_in(holidays->single, day);
	if (name != NULL || holidays->yearly->len == 0)
		return name;
	LocalTime local = day_local(day);
	return name_in(holidays->yearly, (int64_t)local.month * 100 + local.day);
}

static void mark(int64_t day, int64_t first, int64_t count, uint64_t *bits)
{
	int64_t bit = day - first;
	if (bit >= 0 && bit < count)
		bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

void holidays_mark(const Holidays *holidays, int64_t first, int64_t count, uint64_t *bits)
{
	for (guint i = 0; i < holidays->single->len; i++)
		mark(g_array_index(holidays->single, Day, i).day, first, count, bits);
	int last_year = day_local(first + count).year;
	for (guint i = 0; i < holidays->yearly->len; i++) {
		int code = (int)g_array_index(holidays->yearly, Day, i).day;
		for (int year = day_local(first).year; year <= last_year; year++)
			if (day_exists(year, code / 100, code % 100))
				mark(day_number(year, code / 100, code % 100), first,
				     count, bits);
	}
}
