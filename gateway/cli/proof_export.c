/* proof_export.c: history with its chain, clocks in pieces, mails as an mbox.
 *
 * Our own mails are left out: they carry the tokens by which their readers answer.
 *
 * SPDX-License-Identifier: MIT */
#include "cli/proof_export.h"

#include <string.h>

#include "cli/item_json.h"
#include "cli/output.h"
#include "store/history.h"
#include "store/inbox.h"
#include "workflow/clock_explain.h"
#include "workflow/method.h"

static json_t *history_json(const GPtrArray *events)
{
	json_t *array = json_array();
	for (guint i = 0; i < events->len; i++) {
		const Event *event = g_ptr_array_index(events, i);
		g_autofree char *data =
			event->data != NULL ? json_line(event->data) : NULL;
		/* Data as text: the very bytes that the link was made of. */
		json_array_append_new(array, json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}",
						       "at", json_instant(event->at),
						       "person", json_text(event->person),
						       "what", json_text(event->what),
						       "detail", json_text(event->detail),
						       "data", json_text(data), "link",
						       json_text(event->link)));
	}
	return array;
}

/* ---- clocks ------------------------------------------------------------- */

static json_t *pieces_json(const Person *person, const Clock *clock)
{
	g_autoptr(GPtrArray) pieces = clock_pieces(clock, person);
	json_t *array = json_array();
	for (guint i = 0; i < pieces->len; i++) {
		const HoursPiece *piece = g_ptr_array_index(pieces, i);
		json_array_append_new(array,
				      json_pack("{s:o, s:o, s:b, s:s}", "from",
						json_instant(piece->span.start), "until",
						json_instant(piece->span.end), "counts",
						piece->is_counted, "why", piece->why));
	}
	return array;
}

static json_t *clock_json(const Engine *engine, const Clock *clock)
{
	const Person *person = people_find(engine->people, clock->person);
	json_t *object = json_pack(
		"{s:s, s:o, s:o, s:o, s:o, s:o, s:s}", "name", clock->name, "person",
		json_text(clock->person), "norm", json_text(clock->norm), "started",
		json_instant(clock->started), "due", json_instant(clock->due), "stopped",
		json_instant(clock->stopped), "state", clock_state_name(clock->state));
	if (person == NULL)
		return object;
	json_object_set_new(object, "zone", json_text(zone_name(person->zone)));
	int64_t counted = 0;
	g_autoptr(GPtrArray) pieces = clock_pieces(clock, person);
	for (guint i = 0; i < pieces->len; i++) {
		const HoursPiece *piece = g_ptr_array_index(pieces, i);
		counted += piece->is_counted ? piece->span.end - piece->span.start : 0;
	}
	json_object_set_new(object, "counted", json_integer(counted));
	/* Its norm and nothing else made its due. */
	json_object_set_new(object, "by_norm",
			    json_boolean(clock_revision(clock) == 0 &&
					 json_object_get(clock->data, "set") == NULL));
	json_object_set_new(object, "pieces", pieces_json(person, clock));
	return object;
}

static json_t *clocks_json(const Engine *engine, const Item *item)
{
	json_t *array = json_array();
	for (guint i = 0; i < item->clocks->len; i++)
		json_array_append_new(
			array, clock_json(engine, g_ptr_array_index(item->clocks, i)));
	return array;
}

/* ---- mails -------------------------------------------------------------- */

/* mboxrd: a line of any number of ">" and "From " gets one more, so that all can be taken
 * away again. */
static void put_quoted(GString *mbox, const char *raw, size_t length)
{
	size_t at = 0;
	while (at < length) {
		const char *end = memchr(raw + at, '\n', length - at);
		size_t line = end != NULL ? (size_t)(end - raw) + 1 - at : length - at;
		size_t marks = 0;
		while (marks < line && raw[at + marks] == '>')
			marks++;
		if (line - marks >= 5 && memcmp(raw + at + marks, "From ", 5) == 0)
			g_string_append_c(mbox, '>');
		g_string_append_len(mbox, raw + at, (gssize)line);
		at += line;
	}
}

static void put_mail(GString *mbox, const InboxRow *row)
{
	time_t seconds = (time_t)row->at;
	struct tm parts;
	char stamp[40];
	(void)strftime(stamp, sizeof stamp, "%a %b %e %H:%M:%S %Y",
		       gmtime_r(&seconds, &parts));
	g_string_append_printf(mbox, "From %s %s\n",
			       row->from != NULL ? row->from : "MAILER-DAEMON", stamp);
	put_quoted(mbox, g_bytes_get_data(row->raw, NULL), g_bytes_get_size(row->raw));
	g_string_append_c(mbox, '\n');
}

static bool mbox_of(const Engine *engine, const Item *item, GString *mbox, GError **error)
{
	g_autoptr(GPtrArray) rows = inbox_list(engine->store, -1, item->id, 0, error);
	if (rows == NULL)
		return false;
	for (guint i = rows->len; i > 0; i--) {
		const InboxRow *brief = g_ptr_array_index(rows, i - 1);
		g_autoptr(InboxRow) row = NULL;
		if (!inbox_find_id(engine->store, brief->id, &row, error))
			return false;
		if (row != NULL && row->raw != NULL)
			put_mail(mbox, row);
	}
	return true;
}

/* ---- the whole ---------------------------------------------------------- */

static json_t *proof_json(const Engine *engine, const Item *item, GError **error)
{
	g_autoptr(GPtrArray) events = history_list(engine->store, item->id, error);
	g_autoptr(GString) mbox = g_string_new(NULL);
	g_autoptr(json_t) whole =
		events != NULL ? item_whole_json(engine, item, error) : NULL;
	if (whole == NULL || !mbox_of(engine, item, mbox, error))
		return NULL;
	g_autofree char *packed = g_base64_encode((const guchar *)mbox->str, mbox->len);
	return json_pack("{s:s, s:O, s:o, s:o, s:s}", "format", "mailmoot proof 1",
			 "item", whole, "history", history_json(events), "clocks",
			 clocks_json(engine, item), "mbox", packed);
}

int proof_print(const Engine *engine, const Item *item)
{
	g_autoptr(GError) error = NULL;
	if (method_is_sealed(item)) {
		(void)fault(&error, FAULT_UNREADABLE,
			    "%s: positions are sealed until it closes", item->id);
		return output_fault(error);
	}
	json_t *proof = proof_json(engine, item, &error);
	if (proof == NULL)
		return output_fault(error);
	output_json(proof, false);
	return 0;
}
