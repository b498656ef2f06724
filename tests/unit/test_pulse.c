/* test_pulse.c: what two clocks say about time. */
#include "engine/pulse.h"

#define EXPECTED 30000

typedef struct {
	const char *what;
	int64_t wall, steady, awake; /* seconds since the last beat */
	int64_t set, slept, still;
} Row;

static const Row ROWS[] = {
	{"as it should be", 30, 30, 30, 0, 0, 0},
	{"a busy machine", 100, 100, 100, 0, 0, 0},
	{"drift", 51, 30, 30, 0, 0, 0},
	{"set forward", 3630, 30, 30, 3600, 0, 0},
	{"set back", -3570, 30, 30, -3600, 0, 0},
	{"a weekend asleep", 172800, 172800, 10, 0, 172790, 0},
	{"asleep, and the clock did not know", 10, 7200, 10, -7190, 7190, 0},
	{"stopped", 930, 930, 930, 0, 0, 900},
	{"stopped and set", 4530, 930, 930, 3600, 0, 900},
};

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
		const Row *row = &ROWS[i];
		Pulse pulse = {0};
		PulseNews news = {0};
		Instant start = 1772000000;
		g_assert_false(pulse_beat(&pulse, start, 5000, 3000, EXPECTED, &news));
		bool is_news =
			pulse_beat(&pulse, start + row->wall, 5000 + row->steady * 1000,
				   3000 + row->awake * 1000, EXPECTED, &news);
		g_test_message("%s", row->what);
		g_assert_cmpint(news.set_seconds, ==, row->set);
		g_assert_cmpint(news.slept_seconds, ==, row->slept);
		g_assert_cmpint(news.still_seconds, ==, row->still);
		g_assert_cmpint(is_news, ==,
				row->set != 0 || row->slept != 0 || row->still != 0);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pulse/rows", test_rows);
	return g_test_run();
}
