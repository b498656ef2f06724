/* edge_message.h: one EdgeMessage as bytes and back. For edge_line.c alone. */
#ifndef TRANSPORT_EDGE_MESSAGE_H
#define TRANSPORT_EDGE_MESSAGE_H

#include "transport/edge.h"

/* Four bytes of length, then the fields. The descriptor travels beside the bytes. */
GBytes *edge_message_encode(const EdgeMessage *message);

/* `bytes` is what follows the length. NULL if it is no message. `*out_has_fd`: one is to
 * be taken from the line. */
EdgeMessage *edge_message_decode(const guint8 *bytes, size_t length, bool *out_has_fd);

#define EDGE_MESSAGE_MAX_BYTES (64 * 1024 * 1024)

#endif
