/* rollup.c: many notices, one mail.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/rollup.h"

#include <string.h>

#include "base/text.h"
#include "mail/token.h"
#include "workflow/letter.h"

/* Those after these have a line and a title; what they ask stands in the item. */
#define WHOLE_TEXTS_MAX 25
#define TEXT_BYTES_MAX	6000

static int by_due(gconstpointer a, gconstpointer b)
{
	const RollupLine *first = *(const RollupLine *const *)a;
	const RollupLine *second = *(const RollupLine *const *)b;
	/* INSTANT_NONE is the smallest number and belongs last. */
	uint64_t first_due = (uint64_t)first->due - (uint64_t)INSTANT_NONE - 1;
	uint64_t second_due = (uint64_t)second->due - (uint64_t)INSTANT_NONE - 1;
	if (first_due != second_due)
		return first_due < second_due ? -1 : 1;
	return 0;
}

void rollup_sort(GPtrArray *lines)
{
	g_ptr_array_sort(lines, by_due);
}

/* What is pressed most for a notice of this kind about such an item. */
static const char *const *bodies_of(const RollupLine *line)
{
	static const char *const decision[] = {"agree", "object: ", NULL};
	static const char *const question[] = {"answer\n\n", "delegate ", NULL};
	static const char *const nothing[] = {NULL};
	static const char *const asking[] = {"ask", "reminder", "warning", "breach",
					     NULL};
	if (!g_strv_contains(asking, line->kind))
		return nothing;
	if (line->item->kind == KIND_DECISION)
		return decision;
	return line->item->kind == KIND_QUESTION ? question : nothing;
}

static json_t *buttons_model(const RollupLine *line)
{
	json_t *array = json_array();
	for (const char *const *body = bodies_of(line); *body != NULL; body++) {
		g_autofree char *word = g_strndup(*body, strcspn(*body, ":\n "));
		json_array_append_new(array,
				      json_pack("{s:o, s:o, s:o}", "word",
						json_text(word), "body", json_text(*body),
						"token", json_text(line->token)));
	}
	return array;
}

static json_t *line_model(const Desk *desk, const Person *to, const RollupLine *line,
			  guint number)
{
	const Item *item = line->item;
	json_t *model = json_object();
	json_object_set_new(model, "n", json_integer((json_int_t)number));
	json_object_set_new(model, "id", json_text(item->id));
	json_object_set_new(model, "title", json_text(item->title));
	json_object_set_new(model, "subject", json_text(line->subject));
	json_object_set_new(model, "kind", json_text(kind_name(item->kind)));
	json_object_set_new(model, "state", json_text(state_name(item->state)));
	json_object_set_new(model, "from", json_text(letter_name(desk, item->opener)));
	json_object_set_new(model, "is_ask",
			    json_boolean(strcmp(line->kind, "ask") == 0));
	json_object_set_new(model, "is_reminder",
			    json_boolean(strcmp(line->kind, "reminder") == 0 ||
					 strcmp(line->kind, "warning") == 0));
	json_object_set_new(model, "is_breach",
			    json_boolean(strcmp(line->kind, "breach") == 0));
	json_object_set_new(model, "due", letter_time(to, line->due));
	if (line->due != INSTANT_NONE)
		json_object_set_new(model, "left",
				    letter_working_time(hours_elapsed(
					    to->hours, desk->now, line->due)));
	if (number <= WHOLE_TEXTS_MAX) {
		g_autofree char *text = text_clip(line->text, TEXT_BYTES_MAX);
		json_object_set_new(model, "text", json_text(text));
	}
	json_object_set_new(model, "buttons", buttons_model(line));
	return model;
}

Notice *rollup_notice(const Desk *desk, const Person *to, const GPtrArray *lines,
		      int64_t number, int64_t later, bool is_last)
{
	g_autofree char *what = g_strdup_printf("roll-%" G_GINT64_FORMAT, number);
	Notice *notice =
		letter_new(desk, LETTER_PATIENT, "digest", "rollup", NULL, to, what);
	json_t *array = json_array();
	for (guint i = 0; i < lines->len; i++)
		json_array_append_new(
			array, line_model(desk, to, g_ptr_array_index(lines, i), i + 1));
	json_object_set_new(notice->model, "lines", array);
	json_object_set_new(notice->model, "count", json_integer((json_int_t)lines->len));
	json_object_set_new(notice->model, "later",
			    later > 0 ? json_integer((json_int_t)later) : json_null());
	json_object_set_new(notice->model, "is_last", json_boolean(is_last));
	notice->serial = number;
	notice->try_at = notice->free_at = desk->now;
	notice->pace = PACE_AT_ONCE;
	return notice;
}
