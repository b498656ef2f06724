/* gmime.c: GMime alone on an mbox: headers, the first text as UTF-8, every attachment
 * decoded. What reading a mail costs before we have said a word. */
#include <stdio.h>
#include <time.h>
#include <gmime/gmime.h>

static GMimeMessage *next_message(GMimeParser *parser)
{
	return g_mime_parser_construct_message(parser, NULL);
}

/* Decoded to its end, as for counting its bytes. */
static gint64 size_of(GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *nowhere = g_mime_stream_null_new();
	gint64 size = content != NULL
			      ? g_mime_data_wrapper_write_to_stream(content, nowhere)
			      : 0;
	g_object_unref(nowhere);
	return size;
}

static void read_part(GMimeObject *parent, GMimeObject *part, gpointer total)
{
	(void)parent;
	gint64 *bytes = total;
	if (GMIME_IS_TEXT_PART(part)) {
		char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
		*bytes += text != NULL ? (gint64)strlen(text) : 0;
		g_free(text);
	} else if (GMIME_IS_PART(part)) {
		*bytes += size_of(GMIME_PART(part));
	}
}

int main(int argc, char **argv)
{
	gint64 bytes = 0;
	int count = 0;
	g_mime_init();
	clock_t start = clock();
	GMimeStream *stream =
		argc == 2 ? g_mime_stream_file_open(argv[1], "r", NULL) : NULL;
	if (stream == NULL)
		return 2;
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
	while (!g_mime_parser_eos(parser)) {
		GMimeMessage *message = next_message(parser);
		if (message == NULL)
			break;
		bytes += g_mime_message_get_subject(message) != NULL;
		bytes += internet_address_list_length(g_mime_message_get_from(message));
		g_mime_message_foreach(message, read_part, &bytes);
		g_object_unref(message);
		count++;
	}
	printf("%.6f seconds: %d mails, %" G_GINT64_FORMAT " bytes\n",
	       (double)(clock() - start) / CLOCKS_PER_SEC, count, bytes);
	return 0;
}
