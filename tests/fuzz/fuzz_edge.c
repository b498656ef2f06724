/* fuzz_edge.c: an edge that was taken over speaks to the core.
 * Seeds: tests/fuzz/seeds/fields
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "transport/edge_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	bool has_fd = false;
	g_autoptr(EdgeMessage) message = edge_message_decode(bytes, length, &has_fd);
	if (message == NULL)
		return 0;
	g_autoptr(GBytes) again = edge_message_encode(message);
	g_assert_cmpuint(g_bytes_get_size(again), >=, 4);
	return 0;
}
