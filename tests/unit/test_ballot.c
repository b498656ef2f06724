/* test_ballot.c: which option wins; the election of Schulze's paper among them. */
#include "workflow/ballot.h"

static void add(GPtrArray *ballots, int count, const char *text, int options)
{
	for (int i = 0; i < count; i++) {
		g_autoptr(GError) error = NULL;
		GArray *ballot = ballot_read(text, options, &error);
		g_assert_no_error(error);
		g_ptr_array_add(ballots, ballot);
	}
}

static void test_read(void)
{
	static const char *const bad[] = {"",	 "4",	  "0",	"1, 1",
					  "two", "1 > x", "-1", "99999999999999999999"};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(ballot_read(bad[i], 3, &error));
		g_assert_error(error, FAULT, FAULT_UNREADABLE);
	}
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) ballot = ballot_read("2 > 1,3", 3, &error);
	g_assert_cmpint(ballot->len, ==, 3);
	g_assert_cmpint(g_array_index(ballot, int, 0), ==, 2);
}

/* A..E as 1..5, 45 voters; E wins. */
static void test_schulze(void)
{
	g_autoptr(GPtrArray) ballots =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	add(ballots, 5, "1 > 3 > 2 > 5 > 4", 5);
	add(ballots, 5, "1 > 4 > 5 > 3 > 2", 5);
	add(ballots, 8, "2 > 5 > 4 > 1 > 3", 5);
	add(ballots, 3, "3 > 1 > 2 > 5 > 4", 5);
	add(ballots, 7, "3 > 1 > 5 > 2 > 4", 5);
	add(ballots, 2, "3 > 2 > 1 > 4 > 5", 5);
	add(ballots, 7, "4 > 3 > 5 > 2 > 1", 5);
	add(ballots, 8, "5 > 2 > 1 > 4 > 3", 5);
	g_assert_cmpint(ballot_winner(BALLOT_RANKED, ballots, 5), ==, 5);
}

static void test_small(void)
{
	g_autoptr(GPtrArray) ballots =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	g_assert_cmpint(ballot_winner(BALLOT_RANKED, ballots, 3), ==, 0);
	add(ballots, 1, "1", 3);
	add(ballots, 1, "2", 3);
	g_assert_cmpint(ballot_winner(BALLOT_RANKED, ballots, 3), ==, 0);
	g_assert_cmpint(ballot_winner(BALLOT_APPROVAL, ballots, 3), ==, 0);
	add(ballots, 1, "2 > 3", 3);
	g_assert_cmpint(ballot_winner(BALLOT_RANKED, ballots, 3), ==, 2);
	g_assert_cmpint(ballot_winner(BALLOT_APPROVAL, ballots, 3), ==, 2);
}

/* Who beats every other one by one wins. */
static void test_condorcet(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(7);
	for (int round = 0; round < 2000; round++) {
		g_autoptr(GPtrArray) ballots =
			g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
		int wins[5] = {0};
		for (int voter = 0; voter < 7; voter++) {
			int order[5] = {1, 2, 3, 4, 5};
			for (int i = 4; i > 0; i--) {
				int j = g_rand_int_range(random, 0, i + 1);
				int kept = order[i];
				order[i] = order[j];
				order[j] = kept;
			}
			GArray *ballot = g_array_new(FALSE, FALSE, sizeof(int));
			g_array_append_vals(ballot, order, 5);
			g_ptr_array_add(ballots, ballot);
		}
		for (int a = 1; a <= 5; a++)
			for (int b = 1; b <= 5; b++) {
				int above = 0;
				for (guint i = 0; i < ballots->len; i++) {
					const GArray *ballot =
						g_ptr_array_index(ballots, i);
					for (guint k = 0; k < ballot->len; k++) {
						int at = g_array_index(ballot, int, k);
						if (at == a || at == b) {
							above += at == a;
							break;
						}
					}
				}
				wins[a - 1] += a != b && above > 3;
			}
		for (int a = 0; a < 5; a++)
			if (wins[a] == 4)
				g_assert_cmpint(ballot_winner(BALLOT_RANKED, ballots, 5),
						==, a + 1);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ballot/read", test_read);
	g_test_add_func("/ballot/schulze", test_schulze);
	g_test_add_func("/ballot/small", test_small);
	g_test_add_func("/ballot/condorcet", test_condorcet);
	return g_test_run();
}
