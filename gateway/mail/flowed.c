/* flowed.c: format=flowed and delsp undone. RFC 3676, section 4.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/flowed.h"

#include <string.h>
#include <glib.h>

typedef struct {
	GString *joined;
	int depth;    /* of the paragraph being joined */
	bool is_open; /* the line before ended in a soft break */
	bool deletes_space;
} Flow;

static void begin_line(Flow *flow, int depth)
{
	flow->depth = depth;
	for (int i = 0; i < depth; i++)
		g_string_append_c(flow->joined, '>');
	if (depth > 0)
		g_string_append_c(flow->joined, ' ');
}

static void end_line(Flow *flow)
{
	if (flow->is_open)
		g_string_append_c(flow->joined, '\n');
	flow->is_open = false;
}

static void add_line(Flow *flow, const char *line, size_t length)
{
	size_t depth = 0;
	while (depth < length && line[depth] == '>')
		depth++;
	const char *content = line + depth;
	size_t size = length - depth;
	if (size > 0 && content[0] == ' ') {
		content++;
		size--;
	}
	/* "-- " ends in a space and is never a soft break. */
	bool is_signature = size == 3 && memcmp(content, "-- ", 3) == 0;
	bool is_soft = size > 0 && content[size - 1] == ' ' && !is_signature;
	if (flow->is_open && ((int)depth != flow->depth || is_signature))
		end_line(flow);
	if (!flow->is_open)
		begin_line(flow, (int)depth);
	g_string_append_len(flow->joined, content,
			    (gssize)(size - (is_soft && flow->deletes_space ? 1 : 0)));
	flow->is_open = true;
	if (!is_soft)
		end_line(flow);
}

char *flowed_join(const char *text, bool deletes_space)
{
	Flow flow = {.joined = g_string_sized_new(strlen(text)),
		     .deletes_space = deletes_space};
	while (*text != '\0') {
		size_t length = strcspn(text, "\n");
		add_line(&flow, text, length);
		text += length + (text[length] == '\n' ? 1 : 0);
	}
	end_line(&flow);
	return g_string_free(flow.joined, FALSE);
}
