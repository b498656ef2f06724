/* test_quote_table.c: words in tables are found as by looking at every entry.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_table.h"

#include <glib.h>

static const char words[] =
	"|best|best regards|a|\xc3\xa0|thank you|thanks|thanks a lot|";
static const char phrases[] = "|k-9|if you are not|intended only|k\xc3\xbcrze|";

static void test_is_in(void)
{
	g_assert_true(quote_is_in("best", words));
	g_assert_true(quote_is_in("a", words));
	g_assert_true(quote_is_in("\xc3\xa0", words));
	g_assert_false(quote_is_in("", words));
	g_assert_false(quote_is_in("bes", words));
	g_assert_false(quote_is_in("best|best regards", words));
}

static void test_match_start(void)
{
	g_assert_cmpuint(quote_match_start("best regards", words), ==, 12);
	g_assert_cmpuint(quote_match_start("best: x", words), ==, 4);
	g_assert_cmpuint(quote_match_start("bestial", words), ==, 0);
	g_assert_cmpuint(quote_match_start("", words), ==, 0);
	g_assert_cmpuint(quote_match_start("a b", words), ==, 1);
}

static void test_starts_with(void)
{
	g_assert_true(quote_starts_with("thanksgiving", words));
	g_assert_false(quote_starts_with("than", words));
}

static void test_contains(void)
{
	g_assert_true(quote_contains("k-9", phrases));
	g_assert_true(quote_contains("so: if you are not", phrases));
	g_assert_true(quote_contains("in k\xc3\xbcrze", phrases));
	g_assert_false(quote_contains("", phrases));
	g_assert_false(quote_contains("k-", phrases));
	g_assert_false(quote_contains("if you are no", phrases));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/quote-table/is-in", test_is_in);
	g_test_add_func("/quote-table/match-start", test_match_start);
	g_test_add_func("/quote-table/starts-with", test_starts_with);
	g_test_add_func("/quote-table/contains", test_contains);
	return g_test_run();
}
