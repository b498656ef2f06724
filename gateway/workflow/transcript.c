/* transcript.c: results of lines, kept as data until a template speaks them.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/transcript.h"

#include "workflow/letter.h"

struct Transcript {
	json_t *lines;
	bool has_errors;
	bool wants_help;
};

Transcript *transcript_new(void)
{
	Transcript *transcript = g_new0(Transcript, 1);
	transcript->lines = json_array();
	return transcript;
}

void transcript_free(Transcript *transcript)
{
	if (transcript == NULL)
		return;
	json_decref(transcript->lines);
	g_free(transcript);
}

static void add(Transcript *transcript, int line, const char *written, bool ok,
		const char *code, json_t *values)
{
	json_t *row = json_pack("{s:b, s:o}", "ok", ok, "written", json_text(written));
	if (line > 0)
		json_object_set_new(row, "line", json_integer(line));
	json_object_set_new(row, code, values != NULL ? values : json_true());
	json_array_append_new(transcript->lines, row);
	transcript->has_errors = transcript->has_errors || !ok;
	transcript->wants_help =
		transcript->wants_help || !ok || g_str_equal(code, "help");
}

void transcript_good(Transcript *transcript, int line, const char *written,
		     const char *code, json_t *values)
{
	add(transcript, line, written, true, code, values);
}

void transcript_bad(Transcript *transcript, int line, const char *written,
		    const char *code, json_t *values)
{
	add(transcript, line, written, false, code, values);
}

void transcript_not_understood(Transcript *transcript, const Command *command)
{
	transcript_bad(transcript, command->line, command->written, "not_understood",
		       json_pack("{s:o, s:o}", "error", json_text(command->error),
				 "suggestion", json_text(command->suggestion)));
}

size_t transcript_length(const Transcript *transcript)
{
	return json_array_size(transcript->lines);
}

bool transcript_has_errors(const Transcript *transcript)
{
	return transcript->has_errors;
}

json_t *transcript_model(const Transcript *transcript)
{
	return json_deep_copy(transcript->lines);
}

Notice *transcript_letter(const Transcript *transcript, const Desk *desk,
			  const Reading *reading, const Item *item)
{
	Notice *notice =
		letter_answer_mail(desk, reading, "transcript", "transcript", item);
	json_object_set_new(notice->model, "results", transcript_model(transcript));
	json_object_set_new(notice->model, "has_errors",
			    json_boolean(transcript->has_errors));
	json_object_set_new(notice->model, "shows_help",
			    json_boolean(transcript->wants_help));
	return notice;
}
