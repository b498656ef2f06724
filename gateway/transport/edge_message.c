/* edge_message.c: messages between the core and its edges, as bytes.
 *
 * Both ends are the same program on the same machine; still nothing that arrives is
 * believed without its length having been checked, since an edge may have been taken
 * over.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/edge_message.h"

#include <string.h>
#include <unistd.h>

#define NO_TEXT UINT32_MAX

EdgeMessage *edge_message_new(EdgeKind kind)
{
	EdgeMessage *message = g_new0(EdgeMessage, 1);
	message->kind = kind;
	message->received = INSTANT_NONE;
	message->queued = INSTANT_NONE;
	message->fd = -1;
	return message;
}

void edge_message_free(EdgeMessage *message)
{
	if (message == NULL)
		return;
	g_free(message->place.name);
	g_free(message->text);
	g_free(message->message_id);
	g_free(message->from);
	g_free(message->recipient);
	g_clear_pointer(&message->body, g_bytes_unref);
	if (message->fd >= 0)
		close(message->fd);
	g_free(message);
}

/* ---- writing ------------------------------------------------------------ */

static void put_number(GByteArray *bytes, uint64_t number, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		guint8 byte = (guint8)(number >> (8 * i));
		g_byte_array_append(bytes, &byte, 1);
	}
}

static void put_block(GByteArray *bytes, const void *data, size_t length)
{
	put_number(bytes, length, 4);
	g_byte_array_append(bytes, data, (guint)length);
}

static void put_text(GByteArray *bytes, const char *text)
{
	if (text == NULL)
		put_number(bytes, NO_TEXT, 4);
	else
		put_block(bytes, text, strlen(text));
}

GBytes *edge_message_encode(const EdgeMessage *message)
{
	GByteArray *bytes = g_byte_array_new();
	put_number(bytes, 0, 4);
	put_number(bytes, message->kind, 1);
	put_number(bytes, message->fd >= 0, 1);
	put_number(bytes, message->settle, 1);
	put_number(bytes, message->outcome, 1);
	put_number(bytes, message->fault, 1);
	put_number(bytes, message->place.validity, 4);
	put_number(bytes, message->place.uid, 4);
	put_number(bytes, (uint64_t)message->received, 8);
	put_number(bytes, message->bytes, 8);
	put_number(bytes, (uint64_t)message->notice, 8);
	put_number(bytes, (uint64_t)message->queued, 8);
	put_number(bytes, (uint64_t)message->attempt, 4);
	put_text(bytes, message->place.name);
	put_text(bytes, message->text);
	put_text(bytes, message->message_id);
	put_text(bytes, message->from);
	put_text(bytes, message->recipient);
	if (message->body == NULL) {
		put_text(bytes, NULL);
	} else {
		gsize length = 0;
		const void *body = g_bytes_get_data(message->body, &length);
		put_block(bytes, body, length);
	}
	uint32_t length = bytes->len - 4;
	for (size_t i = 0; i < 4; i++)
		bytes->data[i] = (guint8)(length >> (8 * i));
	return g_byte_array_free_to_bytes(bytes);
}

/* ---- reading ------------------------------------------------------------ */

typedef struct {
	const guint8 *bytes;
	size_t left;
	bool is_bad;
} Reader;

static uint64_t take_number(Reader *reader, size_t size)
{
	uint64_t number = 0;
	if (reader->left < size) {
		reader->is_bad = true;
		reader->left = 0;
		return 0;
	}
	for (size_t i = 0; i < size; i++)
		number |= (uint64_t)reader->bytes[i] << (8 * i);
	reader->bytes += size;
	reader->left -= size;
	return number;
}

/* NULL if there is none. */
static const guint8 *take_block(Reader *reader, size_t *out_length)
{
	uint64_t length = take_number(reader, 4);
	if (reader->is_bad || length == NO_TEXT)
		return NULL;
	if (length > reader->left) {
		reader->is_bad = true;
		return NULL;
	}
	const guint8 *block = reader->bytes;
	reader->bytes += length;
	reader->left -= length;
	*out_length = length;
	return block;
}

static char *take_text(Reader *reader)
{
	size_t length = 0;
	const guint8 *block = take_block(reader, &length);
	return block != NULL ? g_strndup((const char *)block, length) : NULL;
}

EdgeMessage *edge_message_decode(const guint8 *bytes, size_t length, bool *out_has_fd)
{
	Reader reader = {.bytes = bytes, .left = length};
	uint64_t kind = take_number(&reader, 1);
	g_autoptr(EdgeMessage) message = edge_message_new((EdgeKind)kind);
	bool has_fd = take_number(&reader, 1) != 0;
	message->settle = (Settle)take_number(&reader, 1);
	message->outcome = (EdgeOutcome)take_number(&reader, 1);
	message->fault = (Fault)take_number(&reader, 1);
	message->place.validity = (uint32_t)take_number(&reader, 4);
	message->place.uid = (uint32_t)take_number(&reader, 4);
	message->received = (Instant)take_number(&reader, 8);
	message->bytes = take_number(&reader, 8);
	message->notice = (int64_t)take_number(&reader, 8);
	message->queued = (Instant)take_number(&reader, 8);
	message->attempt = (int)take_number(&reader, 4);
	message->place.name = take_text(&reader);
	message->text = take_text(&reader);
	message->message_id = take_text(&reader);
	message->from = take_text(&reader);
	message->recipient = take_text(&reader);
	size_t size = 0;
	const guint8 *body = take_block(&reader, &size);
	if (body != NULL)
		message->body = g_bytes_new(body, size);
	if (reader.is_bad || reader.left > 0 || kind < EDGE_MAIL || kind > EDGE_LOOK ||
	    message->settle > SETTLE_ASIDE || message->outcome > EDGE_OUTCOME_SETUP ||
	    message->fault > FAULT_SETUP)
		return NULL;
	*out_has_fd = has_fd;
	return g_steal_pointer(&message);
}
