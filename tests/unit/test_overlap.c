/* test_overlap.c: common hours against an oracle that looks at every minute; hours that
 * ask somebody to stay up go round, whichever of those offered is picked. */
#include <string.h>

#include "calendar/invite.h"
#include "calendar/overlap.h"

#define DAY    (24 * 3600)
#define MONDAY INT64_C(1772409600) /* 2026-03-02T00:00:00Z */

static const char *const ZONES[] = {"Europe/Berlin",
				    "Asia/Kathmandu",
				    "Pacific/Auckland",
				    "America/Sao_Paulo",
				    "Asia/Kolkata",
				    "America/St_Johns",
				    "Pacific/Chatham",
				    "America/New_York",
				    "Africa/Casablanca",
				    "Australia/Lord_Howe",
				    "UTC"};

/* The split ones have two shifts a day, or one that goes on after midnight. */
static const char *const WEEKS[][3] = {
	{"Mon-Fri 09:00-17:00", NULL},
	{"Mon-Fri 08:30-12:00", "Mon-Fri 13:10-18:20", NULL},
	{"Sun-Thu 00:00-24:00", NULL},
	{"Mon-Sun 20:00-04:00", NULL},
	{"Mon,Wed,Fri 07:45-19:15", NULL},
	{"Sat,Sun 10:00-22:00", "Tue 06:00-11:59", NULL}};

static Hours *any_hours(GRand *chance, Instant now)
{
	Hours *hours = hours_new(zone_find(
		ZONES[g_rand_int_range(chance, 0, (gint32)G_N_ELEMENTS(ZONES))]));
	const char *const *week =
		WEEKS[g_rand_int_range(chance, 0, (gint32)G_N_ELEMENTS(WEEKS))];
	for (; *week != NULL; week++)
		g_assert_true(hours_add_week(hours, *week, NULL));
	for (int i = g_rand_int_range(chance, 0, 3); i > 0; i--) {
		Instant start = now + g_rand_int_range(chance, 0, 5 * DAY);
		hours_add_absence(hours, start, start + g_rand_int_range(chance, 1, DAY),
				  "away");
	}
	return hours;
}

/* ---- the oracle --------------------------------------------------------- */

static bool all_work(const GPtrArray *all, Instant minute)
{
	for (guint i = 0; i < all->len; i++)
		if (hours_elapsed(g_ptr_array_index(all, i), minute, minute + 60) < 60)
			return false;
	return true;
}

static Instant first_by_minutes(const GPtrArray *all, Instant from, Instant until,
				int64_t length)
{
	int64_t run = 0;
	for (Instant at = (from + 59) / 60 * 60; at < until + length; at += 60) {
		run = all_work(all, at) ? run + 60 : 0;
		Instant start = at + 60 - run;
		if (run >= length && start < until)
			return start;
	}
	return INSTANT_NONE;
}

static void test_against_every_minute(void)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(20261127);
	int found = 0, missed = 0;
	for (int run = 0; run < 300; run++) {
		g_autoptr(GPtrArray) all =
			g_ptr_array_new_with_free_func((GDestroyNotify)hours_free);
		Instant from = MONDAY + g_rand_int_range(chance, 0, 30 * DAY);
		Instant until = from + 5 * DAY;
		int64_t length = 60 * g_rand_int_range(chance, 1, 600);
		for (int i = g_rand_int_range(chance, 1, 4); i > 0; i--)
			g_ptr_array_add(all, any_hours(chance, from));
		Instant start = INSTANT_NONE;
		if (!overlap_next(all, from, until, length, &start))
			start = INSTANT_NONE;
		g_assert_cmpint(start, ==, first_by_minutes(all, from, until, length));
		found += start != INSTANT_NONE;
		missed += start == INSTANT_NONE;
	}
	g_assert_cmpint(found, >, 50);
	g_assert_cmpint(missed, >, 50);
}

/* ---- the ledger --------------------------------------------------------- */

static int64_t spread_of(const Borne *borne, guint count)
{
	int64_t least = G_MAXINT64, most = 0;
	for (guint i = 0; i < count; i++) {
		least = MIN(least, borne[i].count);
		most = MAX(most, borne[i].count);
	}
	return most - least;
}

/* Teams with no common hour; whoever owns the decision takes any of the offers. */
static void test_burden_goes_round(void)
{
	static const char *const TEAMS[][4] = {
		{"Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", NULL},
		{"Asia/Kathmandu", "America/New_York", NULL},
		{"Europe/Berlin", "Asia/Tokyo", "America/Denver", "Pacific/Auckland"},
		{"America/Sao_Paulo", "Asia/Kolkata", "Pacific/Auckland", NULL}};
	g_autoptr(GRand) chance = g_rand_new_with_seed(3);
	for (size_t team = 0; team < G_N_ELEMENTS(TEAMS); team++) {
		g_autoptr(GPtrArray) all =
			g_ptr_array_new_with_free_func((GDestroyNotify)hours_free);
		Borne borne[4] = {{0, INSTANT_NONE},
				  {0, INSTANT_NONE},
				  {0, INSTANT_NONE},
				  {0, INSTANT_NONE}};
		for (size_t i = 0; i < 4 && TEAMS[team][i] != NULL; i++) {
			g_ptr_array_add(all, hours_new(zone_find(TEAMS[team][i])));
			g_assert_true(hours_add_week(g_ptr_array_index(all, i),
						     "Mon-Fri 09:00-17:00", NULL));
		}
		for (int pick = 0; pick < 40; pick++) {
			Instant from = MONDAY + (Instant)pick * 3 * DAY;
			Instant common = INSTANT_NONE;
			g_assert_false(
				overlap_next(all, from, from + 7 * DAY, 3600, &common));
			g_autoptr(GArray) offers = overlap_bargains(
				all, borne, from, from + 7 * DAY, 3600, 3);
			g_assert_cmpint(offers->len, >, 0);
			const Bargain *taken = &g_array_index(
				offers, Bargain,
				(guint)g_rand_int_range(chance, 0, (gint32)offers->len));
			g_assert_cmpint(taken->start, >=, from);
			g_assert_cmpint(taken->total, >, 0);
			for (guint i = 0; i < all->len; i++) {
				int64_t outside =
					g_array_index(taken->outside, int64_t, i);
				int64_t inside =
					hours_elapsed(g_ptr_array_index(all, i),
						      taken->start, taken->start + 3600);
				g_assert_cmpint(inside + outside * 60, ==, 3600);
				if (outside == 0)
					continue;
				borne[i].count++;
				borne[i].last = taken->start;
			}
			g_assert_cmpint(spread_of(borne, all->len), <=, 1);
		}
		g_assert_cmpint(borne[0].count, >, 10);
	}
}

/* No other start burdens fewer minutes, where nobody has borne anything. */
static void test_least_of_all_minutes(void)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(5);
	const Borne borne[3] = {{0, INSTANT_NONE}, {0, INSTANT_NONE}, {0, INSTANT_NONE}};
	for (int run = 0; run < 40; run++) {
		g_autoptr(GPtrArray) all =
			g_ptr_array_new_with_free_func((GDestroyNotify)hours_free);
		Instant from = MONDAY + 60 * g_rand_int_range(chance, 0, 20000);
		int64_t length = 60 * g_rand_int_range(chance, 10, 200);
		for (int i = 0; i < 3; i++)
			g_ptr_array_add(all, any_hours(chance, from));
		g_autoptr(GArray) offers =
			overlap_bargains(all, borne, from, from + 2 * DAY, length, 1);
		int64_t least = G_MAXINT64;
		for (Instant at = from; at < from + 2 * DAY; at += 60) {
			int64_t total = 0;
			for (guint i = 0; i < all->len; i++)
				total += (length -
					  hours_elapsed(g_ptr_array_index(all, i), at,
							at + length) +
					  59) /
					 60;
			least = MIN(least, total);
		}
		if (offers->len > 0)
			g_assert_cmpint(g_array_index(offers, Bargain, 0).total, <=,
					MAX(least, 0) + 1);
	}
}

/* ---- the file ----------------------------------------------------------- */

static void test_invite(void)
{
	Invite invite = {.uid = (char *)(uintptr_t) "D-1.acme@acme.example",
			 .summary =
				 (char *)(uintptr_t) "[D-1] Müller, Größe; and a title "
						     "that is far longer than a line "
						     "of seventy-five bytes may be",
			 .organizer_name = (char *)(uintptr_t) "acme \"async\"",
			 .organizer = (char *)(uintptr_t) "async@acme.example",
			 .start = MONDAY + 9 * 3600,
			 .end = MONDAY + 10 * 3600,
			 .made = MONDAY,
			 .sequence = 2};
	g_autofree char *text = invite_write(&invite);
	g_assert_nonnull(strstr(text, "METHOD:PUBLISH\r\n"));
	g_assert_nonnull(strstr(text, "DTSTART:20260302T090000Z\r\n"));
	g_assert_nonnull(strstr(text, "DTEND:20260302T100000Z\r\n"));
	g_assert_nonnull(strstr(text, "SEQUENCE:2\r\n"));
	g_assert_nonnull(strstr(text, "M\xc3\xbcller\\, Gr\xc3\xb6\xc3\x9f"));
	g_assert_null(strstr(text, "\n\n"));
	g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
	for (guint i = 0; lines[i] != NULL; i++)
		g_assert_cmpuint(strlen(lines[i]), <=, 75);
	invite.is_cancelled = true;
	g_autofree char *gone = invite_write(&invite);
	g_assert_nonnull(strstr(gone, "METHOD:CANCEL\r\n"));
	g_assert_nonnull(strstr(gone, "STATUS:CANCELLED\r\n"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/overlap/minutes", test_against_every_minute);
	g_test_add_func("/overlap/ledger", test_burden_goes_round);
	g_test_add_func("/overlap/least", test_least_of_all_minutes);
	g_test_add_func("/overlap/invite", test_invite);
	return g_test_run();
}
