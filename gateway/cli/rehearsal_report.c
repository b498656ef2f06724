/* rehearsal_report.c: the mails of a rehearsal, and how they differ from those that were
 * sent.
 *
 * A mail is the same if its key, its recipient and its bytes are, but for two header
 * lines that say when it was made.
 *
 * SPDX-License-Identifier: MIT */
#include "cli/rehearsal_report.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/output.h"
#include "cli/rehearsal_items.h"
#include "mail/message.h"

typedef enum { CHANGE_NONE, CHANGE_SAME, CHANGE_CHANGED, CHANGE_NEW } Change;
static const char *const CHANGE_NAMES[] = {NULL, "same", "changed", "new"};

typedef struct {
	char *key, *kind, *item, *person, *address, *subject;
	char *hash;
	Instant at;
	bool is_urgent, is_answer;
	Change change;
} Sent;

struct RehearsalReport {
	GPtrArray *now;	   /* of Sent */
	GPtrArray *then;   /* of Sent; NULL: nothing to compare with */
	GHashTable *known; /* key to the Sent of `now` */
	GPtrArray *gone;   /* of Sent, borrowed from `then`: only then */
	json_t *items;	   /* rehearsal_items_compare() */
};

/* ---- one mail --------------------------------------------------------------- */

static void sent_free(Sent *sent)
{
	g_free(sent->key);
	g_free(sent->kind);
	g_free(sent->item);
	g_free(sent->person);
	g_free(sent->address);
	g_free(sent->subject);
	g_free(sent->hash);
	g_free(sent);
}

static bool says_when(const char *line)
{
	return g_ascii_strncasecmp(line, "Date:", 5) == 0 ||
	       g_ascii_strncasecmp(line, "X-Mailmoot-History:", 19) == 0;
}

/* Of the header without the lines that say when, and of the body. */
static char *hash_of(GBytes *bytes)
{
	gsize length = 0;
	const char *at = g_bytes_get_data(bytes, &length);
	const char *end = at + length;
	bool is_left_out = false;
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	while (at < end && *at != '\r' && *at != '\n') {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));
		const char *next = line_end != NULL ? line_end + 1 : end;
		if (*at != ' ' && *at != '\t')
			is_left_out = says_when(at);
		if (!is_left_out)
			g_checksum_update(sum, (const guchar *)at, next - at);
		at = next;
	}
	g_checksum_update(sum, (const guchar *)at, end - at);
	return g_strdup(g_checksum_get_string(sum));
}

/* The header alone is read: the subject is all that is wanted. */
static char *subject_of(GBytes *bytes)
{
	gsize length = 0;
	const char *start = g_bytes_get_data(bytes, &length);
	const char *end = g_strstr_len(start, (gssize)length, "\r\n\r\n");
	g_autoptr(GBytes) head = g_bytes_new_from_bytes(
		bytes, 0, end != NULL ? (gsize)(end - start) + 4 : length);
	g_autoptr(Message) message = message_read(head, &MESSAGE_LIMITS_DEFAULT, NULL);
	return g_strdup(message != NULL ? message->subject : "");
}

static Sent *sent_new(const OutboxRow *row, Instant at)
{
	Sent *sent = g_new0(Sent, 1);
	sent->key = g_strdup(row->key);
	sent->kind = g_strdup(row->notice);
	sent->item = g_strdup(row->item);
	sent->person = g_strdup(row->person);
	sent->address = g_strdup(row->address);
	sent->subject = subject_of(row->bytes);
	sent->hash = hash_of(row->bytes);
	sent->at = at;
	sent->is_urgent = row->is_urgent;
	sent->is_answer = row->cause != OUTBOX_UNASKED;
	return sent;
}

/* Whom a list names: the id, else the address. */
static const char *whom(const Sent *sent)
{
	return sent->person != NULL ? sent->person : sent->address;
}

static bool is_off_hours(const Engine *engine, const Sent *sent)
{
	const Person *person = people_find(engine->people, sent->person);
	return person != NULL && !sent->is_answer &&
	       !hours_is_open(person->hours, sent->at);
}

/* ---- the report ------------------------------------------------------------- */

RehearsalReport *rehearsal_report_new(void)
{
	RehearsalReport *report = g_new0(RehearsalReport, 1);
	report->now = g_ptr_array_new_with_free_func((GDestroyNotify)sent_free);
	report->known = g_hash_table_new(g_str_hash, g_str_equal);
	report->gone = g_ptr_array_new();
	return report;
}

void rehearsal_report_free(RehearsalReport *report)
{
	if (report == NULL)
		return;
	g_ptr_array_unref(report->now);
	g_clear_pointer(&report->then, g_ptr_array_unref);
	g_hash_table_unref(report->known);
	g_ptr_array_unref(report->gone);
	json_decref(report->items);
	g_free(report);
}

void rehearsal_report_add(RehearsalReport *report, const OutboxRow *row, Instant at)
{
	Sent *sent = sent_new(row, at);
	g_ptr_array_add(report->now, sent);
	g_hash_table_insert(report->known, sent->key, sent);
}

size_t rehearsal_report_count(const RehearsalReport *report)
{
	return report->now->len;
}

static void compare_one(const OutboxRow *row, void *data)
{
	RehearsalReport *report = data;
	Sent *then = sent_new(row, row->sent);
	Sent *now = g_hash_table_lookup(report->known, then->key);
	g_ptr_array_add(report->then, then);
	if (now == NULL) {
		g_ptr_array_add(report->gone, then);
		return;
	}
	bool is_same = strcmp(now->hash, then->hash) == 0 &&
		       strcmp(now->address, then->address) == 0;
	now->change = is_same ? CHANGE_SAME : CHANGE_CHANGED;
}

bool rehearsal_report_compare(RehearsalReport *report, const Engine *engine,
			      Store *original, Instant until, GError **error)
{
	report->then = g_ptr_array_new_with_free_func((GDestroyNotify)sent_free);
	for (guint i = 0; i < report->now->len; i++)
		((Sent *)g_ptr_array_index(report->now, i))->change = CHANGE_NEW;
	return outbox_each_sent(original, until, compare_one, report, error) &&
	       rehearsal_items_compare(engine->store, original, &report->items, error);
}

/* ---- counted by person ------------------------------------------------------ */

typedef struct {
	const char *whom;
	int now, then, off_now, off_then;
} Count;

static Count *count_of(GPtrArray *counts, GHashTable *by_name, const char *name)
{
	Count *count = g_hash_table_lookup(by_name, name);
	if (count == NULL) {
		count = g_new0(Count, 1);
		count->whom = name;
		g_hash_table_insert(by_name, (gpointer)(uintptr_t)name, count);
		g_ptr_array_add(counts, count);
	}
	return count;
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp((*(const Count *const *)a)->whom, (*(const Count *const *)b)->whom);
}

/* GPtrArray of Count, by name. */
static GPtrArray *count_all(const RehearsalReport *report, const Engine *engine)
{
	GPtrArray *counts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < report->now->len; i++) {
		const Sent *sent = g_ptr_array_index(report->now, i);
		Count *count = count_of(counts, names, whom(sent));
		count->now++;
		count->off_now += is_off_hours(engine, sent);
	}
	for (guint i = 0; report->then != NULL && i < report->then->len; i++) {
		const Sent *sent = g_ptr_array_index(report->then, i);
		Count *count = count_of(counts, names, whom(sent));
		count->then++;
		count->off_then += is_off_hours(engine, sent);
	}
	g_ptr_array_sort(counts, by_name);
	return counts;
}

static int count_change(const RehearsalReport *report, Change change)
{
	int count = 0;
	for (guint i = 0; i < report->now->len; i++)
		count += ((const Sent *)g_ptr_array_index(report->now, i))->change ==
			 change;
	return count;
}

/* ---- for programs ----------------------------------------------------------- */

static json_t *sent_json(const Sent *sent, const Engine *engine)
{
	return json_pack("{s:o, s:s, s:s, s:o, s:s, s:o, s:b, s:b, s:b, s:o}", "at",
			 json_instant(sent->at), "to", sent->address, "kind", sent->kind,
			 "item", json_text(sent->item), "key", sent->key, "subject",
			 json_text(sent->subject), "urgent", sent->is_urgent, "answer",
			 sent->is_answer, "off_hours", is_off_hours(engine, sent),
			 "change", json_text(CHANGE_NAMES[sent->change]));
}

static json_t *list_json(const GPtrArray *list, const Engine *engine)
{
	json_t *array = json_array();
	for (guint i = 0; i < list->len; i++)
		json_array_append_new(array,
				      sent_json(g_ptr_array_index(list, i), engine));
	return array;
}

static json_t *people_json(const RehearsalReport *report, const Engine *engine)
{
	json_t *array = json_array();
	g_autoptr(GPtrArray) counts = count_all(report, engine);
	bool compares = report->then != NULL;
	for (guint i = 0; i < counts->len; i++) {
		const Count *count = g_ptr_array_index(counts, i);
		json_array_append_new(
			array,
			json_pack("{s:s, s:i, s:i, s:o, s:o}", "person", count->whom,
				  "mails", count->now, "off_hours", count->off_now,
				  "mails_then",
				  compares ? json_integer(count->then) : json_null(),
				  "off_hours_then",
				  compares ? json_integer(count->off_then)
					   : json_null()));
	}
	return array;
}

json_t *rehearsal_report_json(const RehearsalReport *report, const Engine *engine)
{
	json_t *compared =
		report->then == NULL
			? json_null()
			: json_pack("{s:i, s:i, s:i, s:o, s:O}", "same",
				    count_change(report, CHANGE_SAME), "changed",
				    count_change(report, CHANGE_CHANGED), "new",
				    count_change(report, CHANGE_NEW), "gone",
				    list_json(report->gone, engine), "items",
				    report->items);
	return json_pack("{s:o, s:o, s:o}", "notices", list_json(report->now, engine),
			 "people", people_json(report, engine), "compared", compared);
}

/* ---- for people ------------------------------------------------------------- */

static void print_list(const GPtrArray *list, const Engine *engine, bool shows_change)
{
	static const char *const head[] = {"AT", "TO", "KIND", "SUBJECT", "", NULL};
	Table *table = table_new(head, 0);
	for (guint i = 0; i < list->len; i++) {
		const Sent *sent = g_ptr_array_index(list, i);
		g_autofree char *at = zone_format(people_zone(engine->people), sent->at);
		bool is_other = shows_change && sent->change != CHANGE_SAME;
		g_autoptr(GString) remark =
			g_string_new(is_other && sent->change != CHANGE_NONE
					     ? CHANGE_NAMES[sent->change]
					     : "");
		if (is_off_hours(engine, sent))
			g_string_append(remark,
					remark->len > 0 ? ", off hours" : "off hours");
		table_add(table, at, whom(sent), sent->kind, sent->subject, remark->str,
			  NULL);
	}
	table_print(table);
}

static void print_people(const RehearsalReport *report, const Engine *engine)
{
	static const char *const alone[] = {"PERSON", "MAILS", "OFF HOURS", NULL};
	static const char *const beside[] = {"PERSON",	  "MAILS",  "BEFORE",
					     "OFF HOURS", "BEFORE", NULL};
	bool compares = report->then != NULL;
	Table *table = table_new(compares ? beside : alone, 2);
	g_autoptr(GPtrArray) counts = count_all(report, engine);
	for (guint i = 0; i < counts->len; i++) {
		const Count *count = g_ptr_array_index(counts, i);
		g_autofree char *now = g_strdup_printf("%d", count->now);
		g_autofree char *off = g_strdup_printf("%d", count->off_now);
		g_autofree char *then = g_strdup_printf("%d", count->then);
		g_autofree char *off_then = g_strdup_printf("%d", count->off_then);
		if (compares)
			table_add(table, count->whom, now, then, off, off_then, NULL);
		else
			table_add(table, count->whom, now, off, NULL);
	}
	table_print(table);
}

static void print_compared(const RehearsalReport *report, const Engine *engine)
{
	printf("\n");
	output_heading("Against what was sent");
	printf("  %d the same, %d changed, %d new, %u gone\n",
	       count_change(report, CHANGE_SAME), count_change(report, CHANGE_CHANGED),
	       count_change(report, CHANGE_NEW), report->gone->len);
	rehearsal_items_print(report->items, engine);
	if (report->gone->len == 0)
		return;
	printf("\n");
	output_heading("Sent then, and not now");
	print_list(report->gone, engine, false);
}

void rehearsal_report_print(const RehearsalReport *report, const Engine *engine)
{
	print_list(report->now, engine, report->then != NULL);
	printf("\n");
	output_heading("Mails by person");
	print_people(report, engine);
	if (report->then != NULL)
		print_compared(report, engine);
}
