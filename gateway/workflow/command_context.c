/* command_context.c: what else is an order, and what is none, by what the mail answers.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/command.h"

#include <string.h>

#include "base/text.h"
#include "workflow/command_line.h"
#include "workflow/field.h"

/* The field of that name as an order; NULL if there is none. */
static Command *field_order(const GPtrArray *fields, const char *name, char **lines)
{
	for (guint i = 0; i < fields->len; i++) {
		const Field *field = g_ptr_array_index(fields, i);
		if (strcmp(field->name, name) != 0 || *field->value == '\0')
			continue;
		g_autofree char *order = g_strdup_printf("!%s %s", name, field->value);
		Command *command = command_line_read(field->line, order);
		command->is_field = true;
		g_free(command->written);
		command->written = text_single_line(lines[field->line - 1], 200);
		return command;
	}
	return NULL;
}

void command_add_fields(Commands *commands, const GPtrArray *fields, const char *text)
{
	/* Who hands an item over does so last: until then it is still theirs to change.
	 */
	static const char *const orders[] = {"due", "review", "supersedes", "owner"};
	g_autofree char **lines = text_split(text);
	guint count = 0;
	for (guint i = 0; i < G_N_ELEMENTS(orders) && !command_is_full(commands); i++) {
		Command *command = field_order(fields, orders[i], lines);
		if (command != NULL)
			g_ptr_array_insert(commands->commands, (gint)count++, command);
	}
}

/* "delegate tom" of "2: delegate tom". */
static const char *without_number(const char *written)
{
	const char *rest = written + strcspn(written, ":)");
	rest += *rest != '\0';
	return rest + strspn(rest, " \t");
}

void command_forget_lines(Commands *commands, bool is_prose)
{
	for (guint i = commands->commands->len; i > 0; i--) {
		Command *command = g_ptr_array_index(commands->commands, i - 1);
		if (command->target == 0)
			continue;
		if (is_prose) {
			g_ptr_array_remove_index(commands->commands, i - 1);
			continue;
		}
		command->ok = false;
		g_free(command->error);
		command->error = g_strdup("what you answer has no numbered lines");
		g_free(command->suggestion);
		command->suggestion = g_strdup(without_number(command->written));
	}
}
