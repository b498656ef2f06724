/* journal.c: what was said and heard of each notice.
 *
 * One line each: WORD QUEUED ATTEMPT MESSAGE-ID [ANSWER], or "up BOOT".
 *
 * SPDX-License-Identifier: MIT */
#include "transport/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define BOOT_PATH      "/proc/sys/kernel/random/boot_id"
#define ANSWER_MAX     500
#define FILE_MAX_BYTES (4 * 1024 * 1024)
#define BEGUN	       "begun"
#define UP	       "up"

static const char *const outcome_words[] = {
	[EDGE_OUTCOME_SENT] = "sent",	    [EDGE_OUTCOME_LATER] = "later",
	[EDGE_OUTCOME_REFUSED] = "refused", [EDGE_OUTCOME_DOUBT] = "doubt",
	[EDGE_OUTCOME_SETUP] = "set-up",
};

static char *attempt_key(const JournalKey *key)
{
	return g_strdup_printf("%" G_GINT64_FORMAT " %d %s", key->queued, key->attempt,
			       key->message_id);
}

static char *notice_key(const char *message_id, Instant queued)
{
	return g_strdup_printf("%" G_GINT64_FORMAT " %s", queued, message_id);
}

/* ---- writing ------------------------------------------------------------ */

struct Journal {
	char *path;
	int fd; /* -1: not open */
};

Journal *journal_new(const char *path)
{
	Journal *journal = g_new0(Journal, 1);
	journal->path = g_strdup(path);
	journal->fd = -1;
	return journal;
}

void journal_rest(Journal *journal)
{
	if (journal->fd >= 0)
		close(journal->fd);
	journal->fd = -1;
}

void journal_free(Journal *journal)
{
	if (journal == NULL)
		return;
	journal_rest(journal);
	g_free(journal->path);
	g_free(journal);
}

static int open_append(const char *path)
{
	return open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

/* In one write, so that lines of several processes do not mix. */
static bool write_line(int fd, const char *line)
{
	size_t length = strlen(line);
	ssize_t written = -1;
	do
		written = write(fd, line, length);
	while (written < 0 && errno == EINTR);
	return written == (ssize_t)length;
}

/* The core has put the file away meanwhile. */
static bool is_put_away(const Journal *journal)
{
	struct stat ours, current;
	return fstat(journal->fd, &ours) != 0 || stat(journal->path, &current) != 0 ||
	       ours.st_ino != current.st_ino;
}

/* The shared lock is what a core that starts waits for. */
static bool open_journal(Journal *journal)
{
	if (journal->fd >= 0 && is_put_away(journal))
		journal_rest(journal);
	if (journal->fd < 0) {
		journal->fd = open_append(journal->path);
		if (journal->fd >= 0 && flock(journal->fd, LOCK_SH) != 0)
			journal_rest(journal);
	}
	return journal->fd >= 0;
}

static bool put(Journal *journal, const char *word, const JournalKey *key,
		const char *answer)
{
	g_autofree char *name = attempt_key(key);
	g_autofree char *words = g_strndup(answer, ANSWER_MAX);
	g_strdelimit(words, "\r\n", ' ');
	g_autofree char *line = g_strconcat(word, " ", name, *words != '\0' ? " " : "",
					    words, "\n", NULL);
	if (!open_journal(journal))
		return false;
	if (write_line(journal->fd, line))
		return true;
	/* Half a line must not spoil the next. */
	(void)write_line(journal->fd, "\n");
	return false;
}

bool journal_begin(Journal *journal, const JournalKey *key, GError **error)
{
	return put(journal, BEGUN, key, "") ||
	       fault(error, FAULT_LATER, "%s: %s", journal->path, g_strerror(errno));
}

void journal_end(Journal *journal, const JournalKey *key, EdgeOutcome outcome,
		 const char *answer)
{
	(void)put(journal, outcome_words[outcome], key, answer != NULL ? answer : "");
}

/* ---- reading ------------------------------------------------------------ */

typedef struct {
	EdgeOutcome outcome;
	char *answer;
} Ending;

struct JournalView {
	GHashTable *begun; /* attempt keys */
	GHashTable *ended; /* attempt key -> Ending */
	GHashTable *sent;  /* notice key -> the server's words */
	char *boot;	   /* of the last life that wrote; NULL: none did */
	bool is_same_boot;
};

static void ending_free(Ending *ending)
{
	g_free(ending->answer);
	g_free(ending);
}

void journal_view_free(JournalView *view)
{
	if (view == NULL)
		return;
	g_hash_table_unref(view->begun);
	g_hash_table_unref(view->ended);
	g_hash_table_unref(view->sent);
	g_free(view->boot);
	g_free(view);
}

static bool outcome_from(const char *word, EdgeOutcome *out_outcome)
{
	for (size_t i = 0; i < G_N_ELEMENTS(outcome_words); i++) {
		if (strcmp(word, outcome_words[i]) == 0) {
			*out_outcome = (EdgeOutcome)i;
			return true;
		}
	}
	return false;
}

static void take_ending(JournalView *view, char **words, char *key, EdgeOutcome outcome)
{
	const char *answer = words[4] != NULL ? words[4] : "";
	Ending *ending = g_new0(Ending, 1);
	ending->outcome = outcome;
	ending->answer = g_strdup(answer);
	g_hash_table_insert(view->ended, key, ending);
	if (outcome == EDGE_OUTCOME_SENT)
		g_hash_table_insert(
			view->sent,
			notice_key(words[3], g_ascii_strtoll(words[1], NULL, 10)),
			g_strdup(answer));
}

/* A line that is no line of ours (cut by a full disk) says nothing. */
static void take_line(JournalView *view, const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, " ", 5);
	guint count = g_strv_length(words);
	EdgeOutcome outcome = EDGE_OUTCOME_LATER;
	if (count == 2 && strcmp(words[0], UP) == 0) {
		g_free(view->boot);
		view->boot = g_strdup(words[1]);
	}
	if (count < 4)
		return;
	JournalKey key = {.message_id = words[3],
			  .queued = g_ascii_strtoll(words[1], NULL, 10),
			  .attempt = (int)g_ascii_strtoll(words[2], NULL, 10)};
	if (strcmp(words[0], BEGUN) == 0)
		g_hash_table_add(view->begun, attempt_key(&key));
	else if (outcome_from(words[0], &outcome))
		take_ending(view, words, attempt_key(&key), outcome);
}

static void take_file(JournalView *view, const char *path, bool waits)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	FILE *file = fd >= 0 ? fdopen(fd, "r") : NULL;
	char *line = NULL;
	size_t room = 0;
	ssize_t length = 0;
	if (file == NULL)
		return;
	if (waits)
		(void)flock(fd, LOCK_EX);
	while ((length = getline(&line, &room, file)) > 0) {
		if (line[length - 1] != '\n')
			break;
		line[length - 1] = '\0';
		take_line(view, line);
	}
	free(line);
	fclose(file);
}

static char *boot_now(void)
{
	char *boot = NULL;
	if (!g_file_get_contents(BOOT_PATH, &boot, NULL, NULL))
		return NULL;
	return g_strstrip(boot);
}

JournalView *journal_read(const char *path, bool is_start)
{
	JournalView *view = g_new0(JournalView, 1);
	g_autofree char *old = g_strconcat(path, ".old", NULL);
	g_autofree char *boot = boot_now();
	view->begun = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	view->ended = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					    (GDestroyNotify)ending_free);
	view->sent = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	take_file(view, old, is_start);
	g_clear_pointer(&view->boot, g_free);
	take_file(view, path, is_start);
	view->is_same_boot = boot != NULL && g_strcmp0(boot, view->boot) == 0;
	return view;
}

JournalWord journal_view_find(const JournalView *view, const JournalKey *key,
			      EdgeOutcome *out_outcome, const char **out_answer)
{
	g_autofree char *name = attempt_key(key);
	const Ending *ending = g_hash_table_lookup(view->ended, name);
	if (ending != NULL) {
		*out_outcome = ending->outcome;
		*out_answer = ending->answer;
		return JOURNAL_ENDED;
	}
	bool may_have_begun =
		!view->is_same_boot || g_hash_table_contains(view->begun, name);
	return may_have_begun ? JOURNAL_IN_DOUBT : JOURNAL_NOT_BEGUN;
}

bool journal_view_was_sent(const JournalView *view, const char *message_id,
			   Instant queued, const char **out_answer)
{
	g_autofree char *name = notice_key(message_id, queued);
	const char *answer = g_hash_table_lookup(view->sent, name);
	if (answer == NULL)
		return false;
	*out_answer = answer;
	return true;
}

/* ---- keeping ------------------------------------------------------------ */

static bool is_large(const char *path)
{
	struct stat facts;
	return stat(path, &facts) == 0 && facts.st_size > FILE_MAX_BYTES;
}

void journal_prepare(const char *path)
{
	g_autofree char *old = g_strconcat(path, ".old", NULL);
	g_autofree char *boot = boot_now();
	g_autofree char *line =
		g_strconcat(UP " ", boot != NULL ? boot : "-", "\n", NULL);
	if (is_large(path))
		(void)rename(path, old);
	int fd = open_append(path);
	if (fd < 0)
		return;
	(void)write_line(fd, line);
	close(fd);
}
