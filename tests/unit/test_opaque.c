/* test_opaque.c: what is wrapped in its signature.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/opaque.h"

#include <string.h>

#define SIGNED	"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define CIPHER	"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"
#define DATA	"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
#define VERSION "\x02\x01\x01"

#define BYTES(text) text, sizeof(text) - 1

static const struct {
	const char *bytes;
	size_t length;
	const char *content; /* NULL: none */
} rows[] = {
	{BYTES("\x30\x29" SIGNED "\xa0\x1c\x30\x1a" VERSION
	       "\x31\x02\x05\x00\x30\x11" DATA "\xa0\x04\x04\x02hi"),
	 "hi"},
	/* Without lengths, and in pieces. */
	{BYTES("\x30\x80" SIGNED "\xa0\x80\x30\x80" VERSION
	       "\x31\x80\x30\x80\x05\x00\x00\x00\x00\x00\x30\x80" DATA
	       "\xa0\x80\x24\x80\x04\x02hi\x04\x00\x04\x01!\x00\x00\x04\x01?\x00\x00"),
	 "hi!"},
	/* Cut off in the content. */
	{BYTES("\x30\x80" SIGNED "\xa0\x80\x30\x80" VERSION "\x31\x00\x30\x80" DATA
	       "\xa0\x80\x24\x80\x04\x82\x01\x00hi"),
	 "hi"},
	{BYTES("\x30\x80" SIGNED "\xa0\x80\x30\x80" VERSION "\x31\x00\x30\x80" DATA
	       "\xa0\x80\x04\x84\xff\xff\xff\xffhi"),
	 "hi"},
	/* The content is elsewhere. */
	{BYTES("\x30\x80" SIGNED "\xa0\x80\x30\x80" VERSION "\x31\x00\x30\x0b" DATA),
	 NULL},
	{BYTES("\x30\x80" CIPHER "\xa0\x80\x30\x80" VERSION "\x31\x00\x30\x80" DATA
	       "\xa0\x80\x04\x02hi"),
	 NULL},
	{BYTES("\x30\x80" SIGNED "\xa0\x80\x30\x80" VERSION
	       "\x31\x85\x01\x00\x00\x00\x00\x30\x80" DATA "\xa0\x80\x04\x02hi"),
	 NULL},
	{BYTES("From: a@b.example\n\nhi"), NULL},
	{BYTES("\x30"), NULL},
	{BYTES(""), NULL},
};

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		/* In a room of its own size, for those who watch its end. */
		g_autofree guint8 *room = g_memdup2(rows[i].bytes, rows[i].length);
		GByteArray *content = opaque_content(room, rows[i].length);
		g_test_message("row %zu", i);
		g_assert_cmpint(content != NULL, ==, rows[i].content != NULL);
		if (content == NULL)
			continue;
		g_assert_cmpmem(content->data, content->len, rows[i].content,
				strlen(rows[i].content));
		g_byte_array_unref(content);
	}
}

/* Elements that go on and on. */
static void test_deep(void)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_byte_array_append(bytes,
			    (const guint8 *)"\x30\x80" SIGNED "\xa0\x80\x30\x80" VERSION
					    "\x31\x80",
			    2 + 11 + 4 + 3 + 2);
	for (int i = 0; i < 100000; i++)
		g_byte_array_append(bytes, (const guint8 *)"\x30\x80", 2);
	g_assert_null(opaque_content(bytes->data, bytes->len));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/opaque/rows", test_rows);
	g_test_add_func("/opaque/deep", test_deep);
	return g_test_run();
}
