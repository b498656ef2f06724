/* fuzz_message.c: the whole way of a mail, as `inspect` goes it.
 * Seeds: tests/mail ../shared/corpus/mime ../shared/corpus/bounce
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "workflow/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autoptr(GBytes) raw = g_bytes_new(bytes, length);
	g_autoptr(GError) error = NULL;
	Message *message = message_read(raw, &MESSAGE_LIMITS_DEFAULT, &error);
	if (message == NULL) {
		g_assert_error(error, FAULT, FAULT_UNREADABLE);
		return 0;
	}
	fuzz_check_text(message->text);
	fuzz_check_line(message->subject);
	for (guint i = 0; i < message->headers->len; i++)
		fuzz_check_line(
			((Header *)g_ptr_array_index(message->headers, i))->value);
	ReadingInput input = {.rules = fuzz_rules()};
	g_autoptr(Reading) reading = reading_new(message, &input);
	reading_judge(reading, &input, false, NULL);
	g_autoptr(json_t) json = reading_json(reading);
	g_autofree char *text = json_dumps(json, JSON_COMPACT);
	g_assert_nonnull(text);
	return 0;
}
