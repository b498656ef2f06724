/* test_address_plain.c: what is read without the library is what the library reads.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/address_plain.h"

#include "mail/address_list.h"

#define ROUNDS 20000

static char *described(const GPtrArray *people)
{
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < people->len; i++) {
		const Address *person = g_ptr_array_index(people, i);
		g_string_append_printf(text, "[%s|%s]", person->name, person->address);
	}
	return g_string_free(text, FALSE);
}

/* True if it was plain. */
static bool compare(const char *value)
{
	g_autoptr(GPtrArray) plain = address_plain_read(value, 100);
	if (plain == NULL)
		return false;
	g_autoptr(GPtrArray) strict = address_list_parse(value, 100);
	g_autofree char *ours = described(plain), *theirs = described(strict);
	g_assert_cmpstr(ours, ==, theirs);
	return true;
}

static void test_plain(void)
{
	static const char *const values[] = {
		"ann@b.example",
		"  ann@b.example  ",
		"<ann@b.example>",
		"Ann <ann@b.example>",
		"Ann Lee-Roy 2nd <ann.lee+t_1=x@B.Example>",
		"root@localhost",
		"Ann <a@b>, bob@c.example,Carl Q <c-d@e-f.example>",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
		g_assert_true(compare(values[i]));
}

/* Somebody might read another person in these, or none. */
static void test_others(void)
{
	static const char *const values[] = {
		"",
		" ",
		"ann",
		"ann@",
		"@b.example",
		".ann@b.example",
		"ann.@b.example",
		"ann@b..example",
		"ann@b.example.",
		"ann@b.example c@d.example",
		"Ann <ann@b.example",
		"Ann <ann@b.example> x",
		"Ann < ann@b.example>",
		"Ann  Lee <ann@b.example>",
		"Ann<ann@b.example>",
		"\"Ann\" <ann@b.example>",
		"Ann (x) <ann@b.example>",
		"J. Lee <ann@b.example>",
		"Ann: ann@b.example;",
		"ann@b.example; c@d.example",
		"ann@b.example,",
		",ann@b.example",
		"ann@b.example,, c@d.example",
		"ann@c@b.example",
		"<@x:ann@b.example>",
		"ann@[192.0.2.1]",
		"\xc3\xa4nn@b.example",
		"=?utf-8?Q?Ann?= <ann@b.example>",
		"ann@b.example\r\n",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		g_autoptr(GPtrArray) people = address_plain_read(values[i], 100);
		g_test_message("%s", values[i]);
		g_assert_null(people);
	}
	g_autofree char *word = g_strnfill(150, 'a');
	g_autofree char *large = g_strconcat(word, "@b.example", NULL);
	g_assert_null(address_plain_read(large, 100));
}

static void test_limit(void)
{
	g_autoptr(GPtrArray) people =
		address_plain_read("a@b.example, c@d.example, e@f.example", 2);
	g_autofree char *text = described(people);
	g_assert_cmpstr(text, ==, "[|a@b.example][|c@d.example]");
}

/* Lists made of scraps, most of them broken: whatever is called plain is read alike. */
static void test_any(void)
{
	static const char *const scraps[] = {
		"a", "Ann", "b.c",   "@",  "d.example", "<",  ">", " ", ",",
		".", "-",   "x@y.z", "<x", "y>",	", ", "=", "+", "_"};
	g_autoptr(GRand) chance = g_rand_new_with_seed(7);
	int plain = 0;
	for (int i = 0; i < ROUNDS; i++) {
		g_autoptr(GString) value = g_string_new(NULL);
		for (int length = g_rand_int_range(chance, 1, 9); length > 0; length--)
			g_string_append(value, scraps[g_rand_int_range(
						       chance, 0, G_N_ELEMENTS(scraps))]);
		plain += compare(value->str);
	}
	g_assert_cmpint(plain, >, ROUNDS / 100);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/address-plain/plain", test_plain);
	g_test_add_func("/address-plain/others", test_others);
	g_test_add_func("/address-plain/limit", test_limit);
	g_test_add_func("/address-plain/any", test_any);
	return g_test_run();
}
