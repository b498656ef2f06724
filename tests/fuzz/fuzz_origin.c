/* fuzz_origin.c: who speaks, and whom a report names.
 * Seeds: tests/mail ../shared/corpus/bounce
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "mail/origin.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autoptr(GBytes) raw = g_bytes_new(bytes, length);
	g_autoptr(Message) message = message_read(raw, &MESSAGE_LIMITS_DEFAULT, NULL);
	if (message == NULL)
		return 0;
	g_autoptr(GPtrArray) addresses = g_ptr_array_new();
	static char ours[] = "team@acme.example";
	g_ptr_array_add(addresses, ours);
	g_autoptr(GPtrArray) lists = g_ptr_array_new();
	static char list[] = "board.lists.example";
	g_ptr_array_add(lists, list);
	OriginMarks marks = {
		.addresses = addresses, .lists = lists, .instance = "instance"};
	g_autoptr(OriginFacts) facts = origin_judge(message, &marks);
	fuzz_check_line(facts->reason);
	/* Nobody but a person, or a list that is known, is ever answered. */
	g_assert_true(!facts->may_answer || facts->origin == ORIGIN_PERSON ||
		      facts->origin == ORIGIN_LIST);
	for (guint i = 0; i < facts->bounces->len; i++) {
		const Bounce *bounce = g_ptr_array_index(facts->bounces, i);
		g_assert_true(address_is_sendable(bounce->recipient));
		g_assert_true(!bounce->is_permanent ||
			      g_str_equal(bounce->action, "failed"));
	}
	return 0;
}
