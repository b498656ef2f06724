/* test_absences.c: calendars of absences: who, from when to when; the broken and the
 * hostile. */
#include <glib/gstdio.h>
#include <string.h>

#include "calendar/absences.h"

typedef struct {
	int count, line;
	char *what;
} Told;

static void tell(const char *path, int line, const char *what, void *data)
{
	Told *told = data;
	g_assert_nonnull(path);
	told->count++;
	told->line = line;
	g_free(told->what);
	told->what = g_strdup(what);
}

/* What is read of one event with these lines; the event begins on line 2. */
static GPtrArray *read_event(const char *lines, Told *told)
{
	g_autofree char *path = NULL;
	g_autofree char *text = g_strconcat("BEGIN:VCALENDAR\n", "BEGIN:VEVENT\n", lines,
					    "END:VEVENT\nEND:VCALENDAR\n", NULL);
	int file = g_file_open_tmp("absences-XXXXXX.ics", &path, NULL);
	g_assert_cmpint(file, >=, 0);
	g_assert_true(g_close(file, NULL));
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	/* 2026-03-01 to 2027-03-01. */
	GPtrArray *found = absences_read(path, 20513, 20878, tell, told, NULL);
	(void)g_unlink(path);
	g_assert_nonnull(found);
	return found;
}

static char *text_of(const GPtrArray *absences)
{
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < MIN(absences->len, 3u); i++) {
		const Absence *absence = g_ptr_array_index(absences, i);
		const Zone *zone = absence->zone != NULL ? absence->zone : zone_utc();
		LocalTime start = zone_local(zone, zone_instant(zone, absence->start));
		LocalTime end = zone_local(zone, zone_instant(zone, absence->end));
		g_string_append_printf(
			text, "%s%04d-%02d-%02d %02d:%02d..%04d-%02d-%02d %02d:%02d %s",
			i > 0 ? "; " : "", start.year, start.month, start.day, start.hour,
			start.minute, end.year, end.month, end.day, end.hour, end.minute,
			absence->zone != NULL ? zone_name(zone) : "own");
		for (guint j = 0; j < absence->addresses->len; j++)
			g_string_append_printf(
				text, " %s",
				(const char *)g_ptr_array_index(absence->addresses, j));
	}
	return g_string_free(text, FALSE);
}

static void test_events(void)
{
	static const struct {
		const char *lines, *should, *told;
	} rows[] = {
		{"DTSTART;VALUE=DATE:20260803\nDTEND;VALUE=DATE:20260818\n",
		 "2026-08-03 00:00..2026-08-18 00:00 own", NULL},
		{"DTSTART;VALUE=DATE:20260803\n",
		 "2026-08-03 00:00..2026-08-04 00:00 own", NULL},
		/* Over a night on which the clocks change. */
		{"DTSTART;TZID=Europe/Berlin:20260328T140000\nDURATION:P1D\n",
		 "2026-03-28 14:00..2026-03-29 14:00 Europe/Berlin", NULL},
		{"DTSTART:20260310T010000Z\nDTEND:20260310T050000Z\n",
		 "2026-03-10 01:00..2026-03-10 05:00 UTC", NULL},
		{"DTSTART;TZID=Nowhere/Else:20260310T090000\nDURATION:PT2H\n",
		 "2026-03-10 09:00..2026-03-10 11:00 own", "nobody knows its zone"},
		{"DTSTART;VALUE=DATE:20260803\nATTENDEE:MAILTO:Li@Acme.example\n"
		 "ATTENDEE;PARTSTAT=DECLINED:mailto:jonas@acme.example\n"
		 "ORGANIZER:mailto:hr@acme.example\n",
		 "2026-08-03 00:00..2026-08-04 00:00 own li@acme.example", NULL},
		{"DTSTART;VALUE=DATE:20260803\nORGANIZER:mailto:li@acme.example\n",
		 "2026-08-03 00:00..2026-08-04 00:00 own li@acme.example", NULL},
		{"DTSTART;VALUE=DATE:20260803\nSTATUS:CANCELLED\n", "", NULL},
		{"DTSTART;VALUE=DATE:20260803\nDTEND;VALUE=DATE:20260801\n", "",
		 "it ends before it has begun"},
		{"DTSTART;VALUE=DATE:20261399\n", "", "its start is no day that exists"},
		{"SUMMARY:Nothing\n", "", "its start is no day that exists"},
		{"DTSTART;VALUE=DATE:20260306\nRRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2\n",
		 "2026-03-06 00:00..2026-03-07 00:00 own; 2026-03-13 00:00..2026-03-14 "
		 "00:00 own",
		 NULL},
		/* A search without an end is not begun. */
		{"DTSTART;VALUE=DATE:20260306\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY="
		 "31\n",
		 "2026-03-06 00:00..2026-03-07 00:00 own", "its recurrence is not used"},
		{"DTSTART:20260306T000000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY\n",
		 "2026-03-06 00:00..2026-03-06 01:00 UTC", "its recurrence is not used"},
		/* Of a series from long ago only what can matter, and not for ever. */
		{"DTSTART;VALUE=DATE:19000101\nRRULE:FREQ=DAILY\n", "", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Told told = {0};
		g_autoptr(GPtrArray) found = read_event(rows[i].lines, &told);
		g_autofree char *text = text_of(found);
		g_assert_cmpstr(text, ==, rows[i].should);
		g_assert_cmpint(told.count, ==, rows[i].told != NULL ? 1 : 0);
		if (rows[i].told != NULL)
			g_assert_nonnull(strstr(told.what, rows[i].told));
		g_free(told.what);
	}
}

/* Lines torn, doubled and swapped: nothing is promised but that it ends. */
static void test_torn(void)
{
	static const char whole[] =
		"DTSTART;VALUE=DATE:20260306\nDTEND;VALUE=DATE:20260309\n"
		"RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270101\nEXDATE;VALUE=DATE:"
		"20260320\n"
		"ATTENDEE;PARTSTAT=ACCEPTED:mailto:li@acme.example\nSUMMARY:Free\n";
	g_autoptr(GRand) chance = g_rand_new_with_seed(20261127);
	for (int run = 0; run < 300; run++) {
		g_autoptr(GString) text = g_string_new(whole);
		for (int i = g_rand_int_range(chance, 1, 6); i > 0; i--) {
			gsize at = (gsize)g_rand_int_range(chance, 0, (gint32)text->len);
			if (g_rand_boolean(chance))
				g_string_erase(text, (gssize)at, 1);
			else
				text->str[at] = (char)g_rand_int_range(chance, 10, 127);
		}
		g_string_append_c(text, '\n');
		Told told = {0};
		g_autoptr(GPtrArray) found = read_event(text->str, &told);
		g_assert_cmpint(found->len, <=, 2001);
		g_free(told.what);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/absences/events", test_events);
	g_test_add_func("/absences/torn", test_torn);
	return g_test_run();
}
