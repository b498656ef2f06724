/* fuzz_commands.c: orders and votes.
 * Seeds: tests/fuzz/seeds/commands
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "workflow/command.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = fuzz_clean(bytes, length);
	g_autoptr(Commands) commands =
		command_read(text, 0, true, "ann@acme.example", NULL);
	g_assert_cmpuint(commands->commands->len, <=, 10);
	return 0;
}
