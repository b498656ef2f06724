/* test_field.c: the head block of a mail.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/field.h"

static void test_block(void)
{
	g_autoptr(Fields) fields =
		field_read("Owner: maria\nDecide by: fri\nContext: one\n  "
			   "two\nOptions:\n1. own runners\n2. stay\n\n"
			   "Owner: nobody\n",
			   true);
	g_assert_cmpstr(field_get(fields, "owner"), ==, "maria");
	g_assert_cmpstr(field_get(fields, "due"), ==, "fri");
	g_autoptr(GPtrArray) options = field_options(field_get(fields, "options"));
	g_assert_cmpuint(options->len, ==, 2);
	g_assert_cmpstr(g_ptr_array_index(options, 0), ==, "own runners");
	g_assert_cmpuint(fields->problems->len, ==, 0);
}

static void test_near_miss(void)
{
	g_autoptr(Fields) fields = field_read("Onwer: maria\n\ntext\n", true);
	g_assert_null(field_get(fields, "owner"));
	g_assert_cmpuint(fields->problems->len, ==, 1);
	const FieldProblem *problem = g_ptr_array_index(fields->problems, 0);
	g_assert_cmpstr(problem->suggestion, ==, "Owner");
}

static void test_only_at_the_start(void)
{
	g_autoptr(Fields) fields = field_read("Dear all,\nOwner: maria\n", true);
	g_assert_cmpuint(fields->fields->len, ==, 0);
	g_autoptr(Fields) late = field_read("\n\xc2\xa0\nOwner: maria\n", true);
	g_assert_cmpstr(field_get(late, "owner"), ==, "maria");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/field/block", test_block);
	g_test_add_func("/field/near-miss", test_near_miss);
	g_test_add_func("/field/only-at-the-start", test_only_at_the_start);
	return g_test_run();
}
