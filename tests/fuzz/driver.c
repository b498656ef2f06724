/* driver.c: feeds a target its seeds and their mutations, where there is no libFuzzer.
 *
 *     fuzz_NAME SECONDS SEED-NUMBER FOLDER...
 *
 * What it tries follows from the number, so a finding comes again. With FUZZ_LAST set the
 * input in hand is kept in that file.
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#define INPUT_MAX_BYTES 65536

static void add_seeds(GPtrArray *seeds, const char *path)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name = NULL;
	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *file = g_build_filename(path, name, NULL);
		char *text = NULL;
		gsize length = 0;
		if (g_file_test(file, G_FILE_TEST_IS_DIR)) {
			add_seeds(seeds, file);
		} else if (g_file_get_contents(file, &text, &length, NULL)) {
			g_ptr_array_add(
				seeds,
				g_bytes_new_take(text, MIN(length, INPUT_MAX_BYTES)));
		}
	}
}

static void remove_some(GByteArray *bytes, GRand *chance)
{
	guint from = (guint)g_rand_int_range(chance, 0, (gint)bytes->len);
	guint count = (guint)g_rand_int_range(chance, 0, 64);
	g_byte_array_remove_range(bytes, from, MIN(count, bytes->len - from));
}

/* A piece of another seed, or of this one, goes somewhere. */
static void insert_piece(GByteArray *bytes, GRand *chance, const GPtrArray *seeds)
{
	gsize size = 0;
	GBytes *seed = g_ptr_array_index(
		seeds, (guint)g_rand_int_range(chance, 0, (gint)seeds->len));
	const guint8 *piece = g_bytes_get_data(seed, &size);
	if (size == 0)
		return;
	gsize from = (gsize)g_rand_int_range(chance, 0, (gint)size);
	gsize wanted = (gsize)g_rand_int_range(chance, 1, 400);
	gsize count = MIN(size - from, wanted);
	guint at = (guint)g_rand_int_range(chance, 0, (gint)bytes->len + 1);
	guint old = bytes->len;
	g_byte_array_set_size(bytes, old + (guint)count);
	memmove(bytes->data + at + count, bytes->data + at, old - at);
	memcpy(bytes->data + at, piece + from, count);
}

static void mutate(GByteArray *bytes, GRand *chance, const GPtrArray *seeds)
{
	static const char interesting[] =
		"\0\n\r\t <>@:;,=?\"'()[]{}\\/-+*_.%#|&\xff\x80\xe2";
	int changes = g_rand_int_range(chance, 1, 12);
	for (int i = 0; i < changes && bytes->len > 0; i++) {
		guint at = (guint)g_rand_int_range(chance, 0, (gint)bytes->len);
		switch (g_rand_int_range(chance, 0, 5)) {
		case 0:
			bytes->data[at] = (guint8)g_rand_int_range(chance, 0, 256);
			break;
		case 1:
			bytes->data[at] = (guint8)interesting[g_rand_int_range(
				chance, 0, (gint)sizeof interesting - 1)];
			break;
		case 2:
			remove_some(bytes, chance);
			break;
		case 3:
			insert_piece(bytes, chance, seeds);
			break;
		default:
			bytes->data[at] ^= (guint8)(1 << g_rand_int_range(chance, 0, 8));
			break;
		}
	}
	g_byte_array_set_size(bytes, MIN(bytes->len, (guint)INPUT_MAX_BYTES));
}

static void try_input(const char *last, const guint8 *bytes, gsize length)
{
	/* A copy of its exact size, so that the sanitizer sees one byte too far. */
	g_autofree guint8 *copy = g_memdup2(bytes, length);
	if (last != NULL)
		(void)g_file_set_contents(last, (const char *)bytes, (gssize)length,
					  NULL);
	(void)LLVMFuzzerTestOneInput(copy != NULL ? copy : (const guint8 *)"", length);
}

static GPtrArray *load_seeds(char **folders)
{
	GPtrArray *seeds = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	for (char **folder = folders; *folder != NULL; folder++)
		add_seeds(seeds, *folder);
	g_ptr_array_add(seeds, g_bytes_new_static("Subject: [STATUS] x\n\n+1\n", 24));
	return seeds;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: %s SECONDS NUMBER FOLDER...\n", argv[0]);
		return 2;
	}
	g_autoptr(GRand) chance = g_rand_new_with_seed((guint32)atoi(argv[2]));
	g_autoptr(GPtrArray) seeds = load_seeds(argv + 3);
	const char *last = getenv("FUZZ_LAST");
	gint64 end = g_get_monotonic_time() + (gint64)(atof(argv[1]) * 1e6);
	long runs = 0;
	for (guint i = 0; i < seeds->len; i++, runs++) {
		gsize length = 0;
		const guint8 *bytes =
			g_bytes_get_data(g_ptr_array_index(seeds, i), &length);
		try_input(last, bytes, length);
	}
	for (; g_get_monotonic_time() < end; runs++) {
		gsize length = 0;
		GBytes *seed = g_ptr_array_index(
			seeds, (guint)g_rand_int_range(chance, 0, (gint)seeds->len));
		const guint8 *start = g_bytes_get_data(seed, &length);
		g_autoptr(GByteArray) bytes = g_byte_array_new();
		g_byte_array_append(bytes, start, (guint)MIN(length, 8192));
		mutate(bytes, chance, seeds);
		try_input(last, bytes->data, bytes->len);
	}
	printf("%8ld inputs, %u seeds\n", runs, seeds->len);
	return 0;
}
