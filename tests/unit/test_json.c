/* test_json.c: our writer says what the library says; a hash is the one everybody gets.
 *
 * SPDX-License-Identifier: MIT */
#include "base/json.h"

#include <string.h>

#include "base/hash.h"

static void test_line(void)
{
	static const char *const texts[] = {
		"{}",
		"[]",
		"[1,-2,true,false,null,{},0.5,2.0]",
		"{\"a\":{\"b\":[\"x\",[]]},\"z\":\"\",\"m\":9007199254740993}",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(json_t) value = json_loads(texts[i], 0, NULL);
		g_autofree char *line = json_line(value);
		g_assert_cmpstr(line, ==, texts[i]);
	}
}

/* Every character below 256, at every place in a word of eight bytes. */
static void test_escapes(void)
{
	for (gunichar character = 1; character < 256; character++) {
		for (int place = 0; place < 9; place++) {
			g_autoptr(GString) text = g_string_new_len("aaaaaaaaaa", place);
			g_string_append_unichar(text, character);
			g_string_append(text, "bcdefghijklmnop/\"");
			g_autoptr(json_t) value =
				json_pack("{s:o}", text->str, json_text(text->str));
			g_autofree char *line = json_line(value);
			char *theirs = json_dumps(value, JSON_COMPACT);
			g_assert_cmpstr(line, ==, theirs);
			free(theirs);
		}
	}
}

static void test_hash(void)
{
	g_autofree char *hash = hash_text("abc", 3);
	g_assert_cmpstr(hash, ==,
			"ba7816bf8f01cfea414140de5dae2223"
			"b00361a396177a9cb410ff61f20015ad");
	/* RFC 4231, test case 2. */
	static const guint8 start[] = {0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e};
	guint8 mac[HASH_BYTES];
	hash_mac("Jefe", 4, "what do ya want for nothing?", 28, mac);
	g_assert_cmpmem(mac, sizeof start, start, sizeof start);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/json/line", test_line);
	g_test_add_func("/json/escapes", test_escapes);
	g_test_add_func("/json/hash", test_hash);
	return g_test_run();
}
