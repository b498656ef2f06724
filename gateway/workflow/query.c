/* query.c: answers about items, for whoever is known here.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/query.h"

#include <string.h>

#include "workflow/letter.h"
#include "workflow/transcript.h"

static const char WHY[] = "WHY";

static bool is_id(const char *text)
{
	return g_ascii_isalpha(text[0]) && text[1] == '-' && g_ascii_isdigit(text[2]) &&
	       text[2 + strspn(text + 2, "0123456789")] == '\0';
}

bool query_is_plain(const Reading *reading)
{
	g_auto(GStrv) words = g_strsplit_set(reading->tag->title, " \t", -1);
	return reading->tag->rule == NULL && g_strv_length(words) == 2 &&
	       g_ascii_strcasecmp(words[0], WHY) == 0 && is_id(words[1]);
}

char *query_subject_id(const Reading *reading)
{
	bool has_tag =
		reading->tag->rule != NULL && reading->tag->rule->opens == KIND_QUERY;
	if (!has_tag && !query_is_plain(reading))
		return NULL;
	g_auto(GStrv) words = g_strsplit_set(reading->tag->title, " \t:,", -1);
	for (guint i = 0; words[i] != NULL; i++)
		if (is_id(words[i]))
			return g_ascii_strup(words[i], -1);
	return g_strdup(reading->thread->subject_id);
}

static const Item *find(const Turn *turn, const char *id)
{
	const GPtrArray *related = turn->desk->related;
	for (guint i = 0; id != NULL && related != NULL && i < related->len; i++) {
		const Item *item = g_ptr_array_index(related, i);
		if (g_ascii_strcasecmp(item->id, id) == 0)
			return item;
	}
	return NULL;
}

static void explain(Turn *turn, const Item *item)
{
	if (!turn->reading->origin->may_answer)
		return;
	Notice *notice = letter_answer_mail(turn->desk, turn->reading, "answer",
					    "answer-why", item);
	notice->explains = g_strdup(item->id);
	plan_notice(turn->plan, notice);
}

void query_why(Turn *turn, const Command *command)
{
	const Item *item =
		*command->argument != '\0' &&
				g_ascii_strcasecmp(command->argument, turn->item->id) != 0
			? find(turn, command->argument)
			: turn->item;
	if (item == NULL) {
		transcript_bad(turn->transcript, command->line, command->written,
			       "no_such_item",
			       json_pack("{s:s}", "id", command->argument));
		return;
	}
	turn->has_answer = true;
	explain(turn, item);
}

void query_open(Turn *turn)
{
	g_autofree char *id = query_subject_id(turn->reading);
	const Tag *tag = turn->reading->tag;
	const Item *item = find(turn, id);
	bool is_why = tag->rule == NULL || g_ascii_strcasecmp(tag->word, WHY) == 0;
	plan_dispose(turn->plan, DISPOSITION_ANSWERED, "%s%s",
		     is_why ? "asked why " : "asked for help",
		     is_why && id != NULL ? id : "");
	if (is_why && item != NULL) {
		explain(turn, item);
		return;
	}
	if (!turn->reading->origin->may_answer)
		return;
	Notice *notice = letter_answer_mail(turn->desk, turn->reading, "answer",
					    "answer-help", NULL);
	if (is_why) {
		json_object_set_new(notice->model, "no_such_item",
				    json_pack("{s:o}", "id", json_text(id)));
	}
	plan_notice(turn->plan, notice);
}
