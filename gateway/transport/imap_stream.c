/* imap_stream.c: libetpan reads and writes through our stream, which verifies, polls and
 * has deadlines.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/imap_session.h"

#define BUFFER_BYTES 16384

/* An end of file must be an error here: libetpan spins on 0. */
static ssize_t driver_read(mailstream_low *low, void *bytes, size_t room)
{
	size_t got = 0;
	return stream_read(low->data, bytes, room, &got, NULL) ? (ssize_t)got : -1;
}

static ssize_t driver_write(mailstream_low *low, const void *bytes, size_t length)
{
	return stream_write(low->data, bytes, length, NULL) ? (ssize_t)length : -1;
}

/* The stream is the session's, which outlives libetpan's view of it. */
static int driver_close(mailstream_low *low)
{
	(void)low;
	return 0;
}

static int driver_fd(mailstream_low *low)
{
	return stream_fd(low->data);
}

static void driver_free(mailstream_low *low)
{
	free(low);
}

static void driver_cancel(mailstream_low *low)
{
	(void)low;
}

static mailstream_low_driver driver = {
	.mailstream_read = driver_read,
	.mailstream_write = driver_write,
	.mailstream_close = driver_close,
	.mailstream_get_fd = driver_fd,
	.mailstream_free = driver_free,
	.mailstream_cancel = driver_cancel,
};

mailstream *imap_stream_new(Stream *stream)
{
	mailstream_low *low = mailstream_low_new(stream, &driver);
	return mailstream_new(low, BUFFER_BYTES);
}
