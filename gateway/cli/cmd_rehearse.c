/* cmd_rehearse.c: what would be sent, had these mails come under these rules.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/mail_files.h"
#include "cli/output.h"
#include "cli/rehearsal_report.h"
#include "engine/rehearsal.h"
#include "store/history.h"

/* So long the rehearsal goes on after the last mail, where nothing tells it when to end.
 */
#define AFTERWARDS_SECONDS (14 * 24 * 3600LL)

typedef struct {
	Engine *engine;
	Store *original; /* NULL: there is none to compare with */
	Rehearsal *rehearsal;
	size_t taken; /* mails */
	int undated;
	RehearsalReport *report;
	const char *folder; /* where the mails are written to; NULL: nowhere */
	bool has_failed;    /* a mail could not be written there */
} Play;

/* ---- mails in ------------------------------------------------------------------ */

/* A mail without any date cannot be put into its place. */
static void collect(const MailFile *file, void *data)
{
	Play *play = data;
	Instant at = INSTANT_NONE;
	g_autoptr(GError) why = NULL;
	if (!rehearsal_arrival(play->engine, play->original, file->raw, &at, &why)) {
		log_event(LOG_LEVEL_WARNING, "mail left out", "file", file->name, "why",
			  why->message, NULL);
		return;
	}
	if (at == INSTANT_NONE) {
		play->undated++;
		return;
	}
	RehearsalMail *mail = rehearsal_mail_new(file->name, at);
	if (file->is_whole)
		mail->path = g_strdup(file->name);
	else
		mail->raw = g_bytes_ref(file->raw);
	rehearsal_add(play->rehearsal, mail);
	play->taken++;
}

/* --until, else the last thing the store knows of, else two weeks after the last mail. */
static bool find_end(const Play *play, const char *wish, Instant *out_until,
		     GError **error)
{
	Instant last = rehearsal_last_mail(play->rehearsal), known = INSTANT_NONE;
	if (wish != NULL)
		return text_read_rfc3339(wish, out_until);
	if (play->original != NULL && !history_last(play->original, &known, error))
		return false;
	*out_until = known >= last && known != INSTANT_NONE ? known
							    : last + AFTERWARDS_SECONDS;
	return true;
}

/* ---- mails out ----------------------------------------------------------------- */

static void write_mail(Play *play, const OutboxRow *row)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *name =
		g_strdup_printf("%05zu-%s-%s.eml", rehearsal_report_count(play->report),
				row->notice, row->person != NULL ? row->person : "other");
	g_autofree char *path = g_build_filename(play->folder, name, NULL);
	gsize length = 0;
	const char *bytes = g_bytes_get_data(row->bytes, &length);
	if (play->has_failed || g_file_set_contents(path, bytes, (gssize)length, &why))
		return;
	fprintf(stderr, "mailmoot: %s\n", why->message);
	play->has_failed = true;
}

static void note_mail(const OutboxRow *row, Instant at, void *data)
{
	Play *play = data;
	rehearsal_report_add(play->report, row, at);
	if (play->folder != NULL)
		write_mail(play, row);
}

/* ---- the whole ----------------------------------------------------------------- */

static void print(const Play *play, Instant until, bool is_json)
{
	json_t *json = NULL;
	g_autofree char *end = text_rfc3339(until);
	if (!is_json) {
		rehearsal_report_print(play->report, play->engine);
		printf("\n%zu mails taken in, %zu would be sent, until %s", play->taken,
		       rehearsal_report_count(play->report), end);
		if (play->undated > 0)
			printf("; %d without a date left out", play->undated);
		printf("\n");
		return;
	}
	json = rehearsal_report_json(play->report, play->engine);
	json_object_set_new(json, "taken", json_integer((json_int_t)play->taken));
	json_object_set_new(json, "undated", json_integer(play->undated));
	json_object_set_new(json, "until", json_text(end));
	output_json(json, false);
}

static int play_all(Play *play, const Invocation *invocation, const char *scratch)
{
	Instant until = INSTANT_NONE;
	g_autoptr(GError) error = NULL;
	Engine *engine = play->engine;
	if (!engine_open_scratch(engine, scratch, play->original, &error) ||
	    !mail_files_each(invocation->arguments[0], collect, play, &error) ||
	    !find_end(play, invocation_value(invocation, "until"), &until, &error) ||
	    !rehearsal_play(play->rehearsal, until, &error))
		return output_fault(error);
	if (play->original != NULL &&
	    !rehearsal_report_compare(play->report, engine, play->original, until,
				      &error))
		return output_fault(error);
	print(play, until, invocation_has(invocation, "json"));
	return play->has_failed ? EXIT_INPUT : 0;
}

/* The files a scratch store leaves; nothing else is in the folder. */
static void remove_scratch(const char *folder)
{
	g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
	const char *name = NULL;
	while (directory != NULL && (name = g_dir_read_name(directory)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		(void)unlink(path);
	}
	(void)rmdir(folder);
}

static int rehearse(const Invocation *invocation, Engine *engine, Store *original)
{
	g_autoptr(GError) error = NULL;
	Play play = {.engine = engine,
		     .original = original,
		     .folder = invocation_value(invocation, "mails")};
	g_autoptr(RehearsalReport) report = rehearsal_report_new();
	g_autoptr(Rehearsal) rehearsal = rehearsal_new(engine, note_mail, &play);
	play.report = report;
	play.rehearsal = rehearsal;
	if (play.folder != NULL && g_mkdir_with_parents(play.folder, 0700) != 0) {
		fprintf(stderr, "mailmoot: cannot make '%s'\n", play.folder);
		return EXIT_INPUT;
	}
	g_autofree char *scratch = g_dir_make_tmp("mailmoot-XXXXXX", &error);
	if (scratch == NULL)
		return output_fault(error);
	int status = play_all(&play, invocation, scratch);
	g_clear_pointer(&engine->store, store_close);
	remove_scratch(scratch);
	return status;
}

/* NULL without an error: nothing was ever sent from here. */
static bool open_original(const char *path, Store **out_store, GError **error)
{
	*out_store = NULL;
	if (path == NULL || !g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	*out_store = store_open_reader(path, error);
	return *out_store != NULL;
}

int cmd_rehearse(const Invocation *invocation)
{
	Instant until = INSTANT_NONE;
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(World) world = world_new_fixed(0);
	g_autoptr(Store) original = NULL;
	const char *wish = invocation_value(invocation, "until");
	if (wish != NULL && !text_read_rfc3339(wish, &until)) {
		fprintf(stderr, "mailmoot: '%s' is no RFC 3339 time\n", wish);
		return EXIT_USAGE;
	}
	g_autoptr(Engine) engine = engine_new_with_rules(
		invocation->config_path, invocation_value(invocation, "rules"), world,
		problems);
	if (engine == NULL) {
		output_problems(problems);
		return EXIT_SETUP;
	}
	if (!open_original(engine->config->store, &original, &error))
		return output_fault(error);
	return rehearse(invocation, engine, original);
}
