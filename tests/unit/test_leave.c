/* test_leave.c: absences as people and mail programs write them. */
#include <string.h>

#include "workflow/leave.h"

/* Tue 2026-03-03 12:00 in Berlin. */
#define NOW 1772535600

static char *day_of(const Zone *zone, Instant instant)
{
	if (instant == INSTANT_NONE)
		return g_strdup("none");
	LocalTime local = zone_local(zone, instant);
	return g_strdup_printf("%04d-%02d-%02d %02d:%02d", local.year, local.month,
			       local.day, local.hour, local.minute);
}

static void test_written(void)
{
	static const struct {
		const char *text, *start, *end, *delegate;
	} rows[] = {
		{"2026-08-03..2026-08-17 delegate li", "2026-08-03 00:00",
		 "2026-08-18 00:00", "li"},
		{"until 17 Aug, delegate Li Chen", "2026-03-03 12:00", "2026-08-18 00:00",
		 "Li Chen"},
		{"from 2026-03-09 to 2026-03-13", "2026-03-09 00:00", "2026-03-14 00:00",
		 NULL},
		{"until wed", "2026-03-03 12:00", "2026-03-05 00:00", NULL},
		{"fri", "2026-03-06 00:00", "2026-03-07 00:00", NULL},
		{"until fri 14:00", "2026-03-03 12:00", "2026-03-06 14:00", NULL},
		{"2026-03-29", "2026-03-29 00:00", "2026-03-30 00:00", NULL},
		{"2026-03-02..2026-03-04", "2026-03-03 12:00", "2026-03-05 00:00", NULL},
		{"until 2026-02-01", NULL, NULL, NULL},
		{"2026-08-17..2026-08-03", NULL, NULL, NULL},
		{"soon", NULL, NULL, NULL},
		{"until 03/04/2026", NULL, NULL, NULL},
	};
	const Zone *zone = zone_find("Europe/Berlin");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Leave) leave =
			leave_read(rows[i].text, "jonas", zone, NOW, &error);
		g_assert_true((leave != NULL) == (rows[i].start != NULL));
		if (leave == NULL)
			continue;
		g_autofree char *start = day_of(zone, leave->start);
		g_autofree char *end = day_of(zone, leave->end);
		g_assert_cmpstr(start, ==, rows[i].start);
		g_assert_cmpstr(end, ==, rows[i].end);
		g_assert_cmpstr(leave->delegate, ==, rows[i].delegate);
	}
}

/* The first day back, in the writer's zone; only what can be read in one way. */
static void test_suggested(void)
{
	static const char *const rows[][2] = {
		{"I am out of the office until 17 August 2026.", "2026-08-18 00:00"},
		{"I'll be back on Monday, March 9.", "2026-03-09 00:00"},
		{"on leave through March 9th, 2026", "2026-03-10 00:00"},
		{"Ich bin bis zum 12.03.2026 nicht im Haus.", "2026-03-13 00:00"},
		{"Ich bin vom 1.3. bis einschließlich 6. März nicht erreichbar",
		 "2026-03-07 00:00"},
		{"wieder ab dem 9. März da", "2026-03-09 00:00"},
		{"Je suis absent jusqu'au 20 mars 2026 inclus.", "2026-03-21 00:00"},
		{"Estaré fuera hasta el 15 de abril de 2026.", "2026-04-16 00:00"},
		{"Sono in ferie fino al 7 aprile.", "2026-04-08 00:00"},
		{"Ik ben afwezig tot en met 11 maart", "2026-03-12 00:00"},
		{"away until 2026-03-11", "2026-03-12 00:00"},
		{"until 17 Aug, then until 3 Sep at the customer's", "none"},
		{"until 03/04/2026", "none"},
		{"until 17 August 2025", "none"},
		{"I am away. Read the page from 12 March.", "none"},
		{"back on Monday", "none"},
		{"until 31 February", "none"},
		{"", "none"},
	};
	const Zone *zone = zone_find("Europe/Berlin");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *day =
			day_of(zone, leave_suggested_end(rows[i][0], zone, NOW));
		if (strcmp(day, rows[i][1]) != 0)
			g_error("%s: %s, should be %s", rows[i][0], day, rows[i][1]);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/leave/written", test_written);
	g_test_add_func("/leave/suggested", test_suggested);
	return g_test_run();
}
