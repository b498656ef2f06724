/* test_token.c: tokens prove an item and a person, and nothing else.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/token.h"

#include <string.h>

static TokenKeys *keys_of(const char *first, const char *second)
{
	g_autoptr(GPtrArray) secrets =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_ptr_array_add(secrets, g_bytes_new(first, strlen(first)));
	if (second != NULL)
		g_ptr_array_add(secrets, g_bytes_new(second, strlen(second)));
	return token_keys_new(secrets);
}

#define FIRST  "0123456789abcdef0123456789abcdef"
#define SECOND "fedcba9876543210fedcba9876543210"

static TokenPersons *everybody(const TokenKeys *keys)
{
	static char maria[] = "maria", jonas[] = "jonas";
	g_autoptr(GPtrArray) persons = g_ptr_array_new();
	g_ptr_array_add(persons, maria);
	g_ptr_array_add(persons, jonas);
	return token_persons_new(keys, persons);
}

static void test_claims(void)
{
	static const struct {
		const char *item;
		int64_t serial;
	} rows[] = {{"D-12", 0}, {"E-3", 7}, {"", 0}, {"H-1234567", 0}, {"G-1", 99}};
	g_autoptr(TokenKeys) keys = keys_of(FIRST, NULL);
	g_autoptr(TokenPersons) persons = everybody(keys);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *token =
			token_make(keys, rows[i].item, "jonas", rows[i].serial);
		g_assert_true(token_is_shaped(token));
		g_assert_cmpuint(strlen(token), <, 50);
		g_autofree char *upper = g_ascii_strup(token, -1);
		g_autoptr(TokenClaim) claim = token_read(persons, upper);
		g_assert_nonnull(claim);
		g_assert_cmpstr(claim->item, ==, rows[i].item);
		g_assert_cmpstr(claim->person, ==, "jonas");
		g_assert_cmpint(claim->serial, ==, rows[i].serial);
	}
}

/* So many that some share their short hash. */
static void test_crowd(void)
{
	g_autoptr(TokenKeys) keys = keys_of(FIRST, SECOND);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	for (int i = 0; i < 3000; i++)
		g_ptr_array_add(ids, g_strdup_printf("person%d", i));
	g_autoptr(TokenPersons) persons = token_persons_new(keys, ids);
	for (guint i = 0; i < ids->len; i++) {
		const char *id = g_ptr_array_index(ids, i);
		g_autofree char *token = token_make(keys, "D-12", id, 0);
		g_autoptr(TokenClaim) claim = token_read(persons, token);
		g_assert_cmpstr(claim->person, ==, id);
	}
}

/* Every byte counts. */
static void test_forgeries(void)
{
	g_autoptr(TokenKeys) keys = keys_of(FIRST, NULL);
	g_autoptr(TokenKeys) others = keys_of(SECOND, NULL);
	g_autoptr(TokenPersons) persons = everybody(keys);
	g_autoptr(TokenPersons) strangers = everybody(others);
	g_autofree char *token = token_make(keys, "D-12", "jonas", 0);
	for (size_t i = 0; i < strlen(token); i++) {
		g_autofree char *changed = g_strdup(token);
		changed[i] = changed[i] == 'b' ? 'c' : changed[i] == '2' ? '3' : 'b';
		g_assert_null(token_read(persons, changed));
	}
	g_assert_null(token_read(strangers, token));
	g_assert_null(token_read(persons, ""));
	g_assert_null(token_read(persons, "d12-a"));
}

static void test_rotation(void)
{
	g_autoptr(TokenKeys) before = keys_of(FIRST, NULL);
	g_autoptr(TokenKeys) after = keys_of(FIRST, SECOND);
	g_autoptr(TokenPersons) earlier = everybody(before);
	g_autoptr(TokenPersons) persons = everybody(after);
	g_autofree char *old = token_make(before, "D-12", "jonas", 0);
	g_autofree char *new = token_make(after, "D-12", "jonas", 0);
	g_assert_cmpstr(old, !=, new);
	g_autoptr(TokenClaim) claim = token_read(persons, old);
	g_assert_nonnull(claim);
	g_assert_null(token_read(earlier, new));
}

static void test_message_ids(void)
{
	g_autoptr(TokenKeys) keys = keys_of(FIRST, NULL);
	g_autofree char *id = token_message_id(keys, "D-1:ask:jonas:1", "acme.example");
	g_autofree char *same = token_message_id(keys, "D-1:ask:jonas:1", "acme.example");
	g_assert_cmpstr(id, ==, same);
	g_assert_true(token_is_our_message_id(keys, id));
	g_assert_false(token_is_our_message_id(keys, "a.b@acme.example"));
	g_autofree char *forged = g_strdup(id);
	forged[2] = forged[2] == 'x' ? 'y' : 'x';
	g_assert_false(token_is_our_message_id(keys, forged));
}

/* Those of one item stand together, after those of the items before it. */
static void test_message_id_order(void)
{
	static const char *const notices[] = {"D-2:ask:jonas:1", "D-2:receipt:maria:1",
					      "D-10:ask:jonas:1", "D-999999999:ask:a:1",
					      "S-1:receipt:jonas:1"};
	static const char *const others[] = {
		"-:digest:maria:2026-W10", "D-:ask:a:1", "",
		"D-1234567890:ask:a:1",	   "D-12",	 "D-x:ask:a"};
	g_autoptr(TokenKeys) keys = keys_of(FIRST, NULL);
	g_autofree char *last = g_strdup("");
	for (size_t i = 0; i < G_N_ELEMENTS(notices); i++) {
		char *id = token_message_id(keys, notices[i], "acme.example");
		g_assert_true(token_is_our_message_id(keys, id));
		if (i != 1)
			g_assert_cmpint(strcmp(last, id), <, 0);
		g_assert_cmpint(strncmp(id, "d12", 3) == 0, ==, i < 2);
		g_free(last);
		last = id;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		g_autofree char *id = token_message_id(keys, others[i], "acme.example");
		g_assert_true(token_is_our_message_id(keys, id));
		g_assert_cmpuint(strcspn(id, "."), ==, 24);
	}
}

static void test_places(void)
{
	g_autoptr(TokenKeys) keys = keys_of(FIRST, NULL);
	g_autofree char *token = token_make(keys, "D-12", "jonas", 0);
	g_autofree char *line = token_reference_line(token);
	g_autofree char *text = g_strdup_printf("agree\n\n  %s\n", line);
	g_autofree char *found = token_find_reference(text);
	g_assert_cmpstr(found, ==, token);
	g_autofree char *quoted = g_strdup_printf("> %s\n", line);
	g_assert_null(token_find_reference(quoted));
	g_autofree char *address = token_address("async@acme.example", token);
	g_assert_true(g_str_has_prefix(address, "async+d12-"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/token/claims", test_claims);
	g_test_add_func("/token/crowd", test_crowd);
	g_test_add_func("/token/forgeries", test_forgeries);
	g_test_add_func("/token/rotation", test_rotation);
	g_test_add_func("/token/message-ids", test_message_ids);
	g_test_add_func("/token/message-id-order", test_message_id_order);
	g_test_add_func("/token/places", test_places);
	return g_test_run();
}
