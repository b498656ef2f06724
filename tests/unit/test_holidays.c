/* test_holidays.c: days off: as people write them, and as files hold them. */
#include <string.h>
#include <glib/gstdio.h>

#include "calendar/holidays.h"

static int64_t day(const char *text)
{
	int year = 0, month = 0, number = 0;
	g_assert_cmpint(sscanf(text, "%4d-%2d-%2d", &year, &month, &number), ==, 3);
	return day_number(year, month, number);
}

static void test_written(void)
{
	static const struct {
		const char *text, *on, *off;
	} good[] = {
		{"12-24", "2026-12-24", "2026-12-25"},
		{"12-24", "1970-12-24", "1970-12-23"},
		{"2026-06-04", "2026-06-04", "2027-06-04"},
		{"02-29", "2028-02-29", "2027-03-01"},
		{"02-29", "2028-02-29", "2027-02-28"},
		{"2028-02-29", "2028-02-29", "2032-02-29"},
	};
	static const char *const bad[] = {
		"",	      "12-32",	     "13-01",	   "00-10",	 "02-30",
		"2026-02-29", "2026-06-04x", "2026/06/04", "04.06.2026", "tomorrow"};
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		g_autoptr(Holidays) holidays = holidays_new();
		g_assert_true(holidays_add(holidays, good[i].text, "free", NULL));
		g_assert_cmpstr(holidays_name(holidays, day(good[i].on)), ==, "free");
		g_assert_null(holidays_name(holidays, day(good[i].off)));
	}
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(Holidays) holidays = holidays_new();
		g_autoptr(GError) error = NULL;
		g_test_message("%s", bad[i]);
		g_assert_false(holidays_add(holidays, bad[i], NULL, &error));
		g_assert_error(error, FAULT, FAULT_SETUP);
	}
}

/* Marks say what names say. */
static void test_marks(void)
{
	g_autoptr(Holidays) holidays = holidays_new();
	static const char *const days[] = {"12-24", "02-29", "2026-06-04", "2020-01-01",
					   "2044-12-31"};
	for (size_t i = 0; i < G_N_ELEMENTS(days); i++)
		g_assert_true(holidays_add(holidays, days[i], NULL, NULL));
	int64_t first = day("2020-01-01"), count = 9000;
	g_autofree uint64_t *bits = g_new0(uint64_t, 9000 / 64 + 1);
	holidays_mark(holidays, first, count, bits);
	for (int64_t i = 0; i < count; i++)
		g_assert_cmpint(bits[i / 64] >> (i % 64) & 1, ==,
				holidays_name(holidays, first + i) != NULL);
}

/* ---- files --------------------------------------------------------------- */

static void note(const char *path, int line, const char *what, void *data)
{
	g_assert_true(g_str_has_suffix(path, "test.ics"));
	g_string_append_printf(data, "%d: %s\n", line, what);
}

static Holidays *read_text(const char *text, GString *told, GError **error)
{
	g_autofree char *folder = g_dir_make_tmp("holidays-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "test.ics", NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	Holidays *holidays = holidays_read(path, note, told, error);
	g_assert_cmpint(g_remove(path), ==, 0);
	g_assert_cmpint(g_rmdir(folder), ==, 0);
	return holidays;
}

#define EVENT(lines) "BEGIN:VEVENT\r\nSUMMARY:Free\r\n" lines "END:VEVENT\r\n"
#define START	     "DTSTART;VALUE=DATE:"

/* `on` and `off` are days, separated by spaces; `told` is the line of the file and the
 * start of what is said of it. */
static const struct {
	const char *event, *on, *off;
	int line;
	const char *told;
} ROWS[] = {
	{EVENT(START "20260604\r\n"), "2026-06-04", "2026-06-03 2026-06-05 2027-06-04", 0,
	 NULL},
	{EVENT("DTSTART:20260604\r\n"), "2026-06-04", "2026-06-05", 0, NULL},
	/* The end is exclusive. */
	{EVENT(START "20260604\r\nDTEND;VALUE=DATE:20260607\r\n"),
	 "2026-06-04 2026-06-05 2026-06-06", "2026-06-03 2026-06-07", 0, NULL},
	{EVENT(START "20260604\r\nDTEND;VALUE=DATE:20260604\r\n"), "2026-06-04",
	 "2026-06-03 2026-06-05", 0, NULL},
	{EVENT(START "20260604\r\nDURATION:P2D\r\n"), "2026-06-04 2026-06-05",
	 "2026-06-06", 0, NULL},
	{EVENT(START "20260604\r\nDURATION:P1W\r\n"), "2026-06-10", "2026-06-11", 0,
	 NULL},
	/* No day off, but an appointment. */
	{EVENT("DTSTART:20260604T090000Z\r\n"), "", "2026-06-04", 0, NULL},
	{EVENT(START "20260604\r\nSTATUS:CANCELLED\r\n"), "", "2026-06-04", 0, NULL},
	/* Series. */
	{EVENT(START "20201225\r\nRRULE:FREQ=YEARLY\r\n"),
	 "2020-12-25 2026-12-25 2060-12-25", "2019-12-25 2026-12-24", 0, NULL},
	{EVENT(START "19501225\r\nRRULE:FREQ=YEARLY\r\n"), "1990-12-25 2026-12-25", "", 0,
	 NULL},
	{EVENT(START "20200229\r\nRRULE:FREQ=YEARLY\r\n"), "2020-02-29 2028-02-29",
	 "2021-02-28 2021-03-01", 0, NULL},
	{EVENT(START "20201224\r\nDTEND;VALUE=DATE:20201227\r\nRRULE:FREQ=YEARLY\r\n"),
	 "2026-12-24 2026-12-25 2026-12-26", "2026-12-27", 0, NULL},
	{EVENT(START "20200101\r\nRRULE:FREQ=YEARLY;COUNT=3\r\n"), "2022-01-01",
	 "2023-01-01", 0, NULL},
	{EVENT(START "20200101\r\nRRULE:FREQ=YEARLY;UNTIL=20220101\r\n"), "2022-01-01",
	 "2023-01-01", 0, NULL},
	{EVENT(START "20200101\r\nRRULE:FREQ=YEARLY;UNTIL=20211231\r\n"), "2021-01-01",
	 "2022-01-01", 0, NULL},
	/* The last Monday of May. */
	{EVENT(START "20200525\r\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO\r\n"),
	 "2026-05-25 2027-05-31", "2026-05-18", 0, NULL},
	{EVENT(START "20260102\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR\r\n"),
	 "2026-01-02 2026-01-16 2026-12-18", "2026-01-09", 0, NULL},
	{EVENT(START "20200101\r\nRRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:20260101,"
		     "20270101\r\n"),
	 "2025-01-01 2028-01-01", "2026-01-01 2027-01-01", 0, NULL},
	{EVENT(START
	       "20260604\r\nRDATE;VALUE=DATE:20260611,20260618\r\nEXDATE;VALUE=DATE:"
	       "20260611\r\n"),
	 "2026-06-04 2026-06-18", "2026-06-11", 0, NULL},
	/* One of a series was moved. */
	{"BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Free\r\n" START "20200101\r\nRRULE:FREQ=YEARLY"
	 "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Free\r\nRECURRENCE-ID;"
	 "VALUE=DATE:20260101\r\n" START "20260102\r\nEND:VEVENT\r\n",
	 "2025-01-01 2026-01-02 2027-01-01", "2026-01-01", 0, NULL},
	/* Broken ones, and what is used all the same. */
	{EVENT(START "20260230\r\n"), "", "2026-02-28 2026-03-01 2026-03-02", 4,
	 "event 'Free': its start is no day that exists"},
	{EVENT(""), "", "", 2, "event 'Free': its start is no day that exists"},
	{EVENT("DTSTART:nonsense\r\n"), "", "", 4,
	 "event 'Free': its start is no day that exists"},
	{EVENT(START "20260604\r\nDTEND;VALUE=DATE:20260601\r\n"), "2026-06-04",
	 "2026-06-03", 5, "event 'Free': it ends before it starts"},
	{EVENT(START "20260604\r\nDTEND;VALUE=DATE:20360604\r\n"),
	 "2026-06-04 2027-07-08", "2027-07-09", 5,
	 "event 'Free': only its first 400 days are taken"},
	{EVENT(START "20260604\r\nRRULE:FREQ=FOO\r\n"), "2026-06-04", "2027-06-04", 5,
	 "event 'Free': its recurrence cannot be read"},
	{EVENT(START "20260604\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31\r\n"),
	 "2026-06-04", "2027-06-04", 5,
	 "event 'Free': its recurrence is finer than a day"},
	{EVENT(START "20260604\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31\r\n"),
	 "2026-06-04", "2027-06-04", 5, "event 'Free': its recurrence never comes"},
	{EVENT(START "20260604\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\r\n"),
	 "2026-06-04", "2027-06-04", 5, "event 'Free': its recurrence never comes"},
	{EVENT(START "20260604\r\nRRULE:FREQ=DAILY\r\n"), "2026-06-04 2027-06-04",
	 "2039-06-04", 5, "event 'Free': only its first 4000 recurrences are used"},
	{"BEGIN:VEVENT\r\nSUMMARY:Torn\r\n" START
	 "20260101\r\n" EVENT(START "20260604\r\n"),
	 "2026-06-04", "2026-01-01", 2, "this event has no END:VEVENT"},
};

static void check_days(const Holidays *holidays, const char *list, const char *name)
{
	g_auto(GStrv) days = g_strsplit(list, " ", -1);
	for (int i = 0; days[i] != NULL && *days[i] != '\0'; i++) {
		g_test_message("%s", days[i]);
		g_assert_cmpstr(holidays_name(holidays, day(days[i])), ==, name);
	}
}

static void test_files(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GString) told = g_string_new(NULL);
		/* Its neighbours are used whatever it is. */
		g_autofree char *text = g_strconcat(
			"BEGIN:VCALENDAR\r\n", ROWS[i].event,
			EVENT(START "20300303\r\n") "END:VCALENDAR\r\n", NULL);
		g_test_message("row %zu\n%s", i, text);
		g_autoptr(Holidays) holidays = read_text(text, told, &error);
		g_assert_no_error(error);
		check_days(holidays, ROWS[i].on, "Free");
		check_days(holidays, ROWS[i].off, NULL);
		check_days(holidays, "2030-03-03", "Free");
		g_autofree char *wanted =
			ROWS[i].told != NULL
				? g_strdup_printf("%d: %s", ROWS[i].line, ROWS[i].told)
				: g_strdup("");
		g_assert_true(g_str_has_prefix(told->str, wanted));
		g_assert_true(ROWS[i].told != NULL || told->len == 0);
	}
}

static void test_shapes(void)
{
	static const char *const good[] = {
		/* A mark at the start, line feeds alone, small letters, folded lines, no
		 * calendar around it. */
		"\xEF\xBB\xBF"
		"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Free\nDTSTART;VALUE=DATE:"
		"20260604\n"
		"END:VEVENT\nEND:VCALENDAR\n",
		"begin:vevent\nsummary:Free\ndtstart;value=date:20260604\nend:vevent\n",
		"BEGIN:VEVENT\r\nSUMMARY:Fr\r\n ee\r\nDTSTART;VALUE=DA\r\n "
		"TE:20260604\r\n"
		"END:VEVENT\r\n",
		"BEGIN:VEVENT\nSUMMARY:Free\nDTSTART;VALUE=DATE:20260604\nBEGIN:VALARM\n"
		"TRIGGER:-PT15M\nACTION:DISPLAY\nDESCRIPTION:x\nEND:VALARM\nEND:VEVENT",
	};
	static const char *const bad[] = {"", "no calendar", "<html></html>\n"};
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		g_autoptr(GString) told = g_string_new(NULL);
		g_autoptr(Holidays) holidays = read_text(good[i], told, NULL);
		g_assert_nonnull(holidays);
		check_days(holidays, "2026-06-04", "Free");
		g_assert_cmpstr(told->str, ==, "");
	}
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GString) told = g_string_new(NULL);
		g_autoptr(GError) error = NULL;
		g_assert_null(read_text(bad[i], told, &error));
		g_assert_error(error, FAULT, FAULT_SETUP);
	}
	g_autoptr(GError) error = NULL;
	g_assert_null(holidays_read("/nonexistent/x.ics", note, NULL, &error));
	g_assert_error(error, FAULT, FAULT_SETUP);
	g_assert_nonnull(strstr(error->message, "/nonexistent/x.ics"));
}

/* Two hundred rules that never come, half a second each: the file is given up, and what
 * is no rule is used all the same. */
static void test_hostile(void)
{
	g_autoptr(GString) text = g_string_new("BEGIN:VCALENDAR\r\n");
	for (int i = 0; i < 200; i++)
		g_string_append(text,
				EVENT(START
				      "20200604\r\nRRULE:FREQ=DAILY;BYMONTH=2;"
				      "BYMONTHDAY=31;BYHOUR=1,2,3;BYMINUTE=0,1,2,3,"
				      "4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5,6,7,8,9\r\n"));
	g_string_append(text, EVENT(START "20260604\r\n") "END:VCALENDAR\r\n");
	g_autoptr(GString) told = g_string_new(NULL);
	g_autoptr(Holidays) holidays = read_text(text->str, told, NULL);
	check_days(holidays, "2020-06-04 2026-06-04", "Free");
	g_assert_nonnull(strstr(told->str, "take too long"));
	/* Counted in complaints, not in seconds: how many were searched for. */
	g_auto(GStrv) searched = g_strsplit(told->str, "never comes", -1);
	g_assert_cmpuint(g_strv_length(searched), <, 8);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/holidays/written", test_written);
	g_test_add_func("/holidays/marks", test_marks);
	g_test_add_func("/holidays/files", test_files);
	g_test_add_func("/holidays/shapes", test_shapes);
	g_test_add_func("/holidays/hostile", test_hostile);
	return g_test_run();
}
