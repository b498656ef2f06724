/* test_journal.c: what a journal says after every kind of end.
 *
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "transport/journal.h"

static char *folder;

static char *path_new(void)
{
	static int count;
	return g_strdup_printf("%s/%d.sent", folder, count++);
}

static JournalWord find(const char *path, const char *message_id, int attempt,
			EdgeOutcome *out_outcome, char **out_answer)
{
	g_autoptr(JournalView) view = journal_read(path, false);
	JournalKey key = {.message_id = message_id, .queued = 100, .attempt = attempt};
	const char *answer = "";
	JournalWord word = journal_view_find(view, &key, out_outcome, &answer);
	*out_answer = g_strdup(answer);
	return word;
}

static void check(const char *path, const char *message_id, int attempt, JournalWord word,
		  EdgeOutcome outcome, const char *answer)
{
	EdgeOutcome seen = outcome;
	g_autofree char *words = NULL;
	g_assert_cmpint(find(path, message_id, attempt, &seen, &words), ==, word);
	g_assert_cmpint(seen, ==, outcome);
	g_assert_cmpstr(words, ==, answer);
}

static void test_words(void)
{
	g_autofree char *path = path_new();
	JournalKey first = {"a@x", 100, 1}, second = {"b@x", 100, 1},
		   again = {"b@x", 100, 2};
	journal_prepare(path);
	g_autoptr(Journal) journal = journal_new(path);
	g_assert_true(journal_begin(journal, &first, NULL));
	check(path, "a@x", 1, JOURNAL_IN_DOUBT, EDGE_OUTCOME_LATER, "");
	journal_rest(journal);
	check(path, "a@x", 1, JOURNAL_IN_DOUBT, EDGE_OUTCOME_LATER, "");
	journal_end(journal, &first, EDGE_OUTCOME_SENT, "250 2.0.0 taken\r\nas 42");
	g_assert_true(journal_begin(journal, &second, NULL));
	journal_end(journal, &second, EDGE_OUTCOME_LATER, NULL);
	journal_rest(journal);
	check(path, "a@x", 1, JOURNAL_ENDED, EDGE_OUTCOME_SENT, "250 2.0.0 taken  as 42");
	check(path, "b@x", 1, JOURNAL_ENDED, EDGE_OUTCOME_LATER, "");
	/* Another attempt is another matter. */
	check(path, "b@x", 2, JOURNAL_NOT_BEGUN, EDGE_OUTCOME_LATER, "");
	g_assert_true(journal_begin(journal, &again, NULL));
	journal_rest(journal);
	check(path, "b@x", 2, JOURNAL_IN_DOUBT, EDGE_OUTCOME_LATER, "");
	check(path, "c@x", 1, JOURNAL_NOT_BEGUN, EDGE_OUTCOME_LATER, "");
}

/* Sent is sent in whichever attempt; the same name made anew is not. */
static void test_was_sent(void)
{
	g_autofree char *path = path_new();
	JournalKey key = {"a@x", 100, 3};
	const char *answer = NULL;
	g_autoptr(Journal) journal = journal_new(path);
	journal_end(journal, &key, EDGE_OUTCOME_SENT, "250 fine");
	journal_rest(journal);
	g_autoptr(JournalView) view = journal_read(path, false);
	g_assert_true(journal_view_was_sent(view, "a@x", 100, &answer));
	g_assert_cmpstr(answer, ==, "250 fine");
	g_assert_false(journal_view_was_sent(view, "a@x", 101, &answer));
	g_assert_false(journal_view_was_sent(view, "b@x", 100, &answer));
}

/* Silence means something only while the machine is up since. */
static void test_another_boot(void)
{
	g_autofree char *path = path_new();
	check(path, "a@x", 1, JOURNAL_IN_DOUBT, EDGE_OUTCOME_LATER, "");
	g_assert_true(g_file_set_contents(path, "up another-boot\n", -1, NULL));
	check(path, "a@x", 1, JOURNAL_IN_DOUBT, EDGE_OUTCOME_LATER, "");
	journal_prepare(path);
	check(path, "a@x", 1, JOURNAL_NOT_BEGUN, EDGE_OUTCOME_LATER, "");
}

/* A line that a full disk has cut says nothing, and spoils nothing. */
static void test_cut_lines(void)
{
	g_autofree char *path = path_new();
	g_autofree char *text = NULL;
	JournalKey key = {"b@x", 100, 1};
	journal_prepare(path);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_autofree char *cut =
		g_strconcat(text, "sent 100\nbegun\n\n\xff\xfe\nsent 100 1 a@x", NULL);
	g_assert_true(g_file_set_contents(path, cut, -1, NULL));
	check(path, "a@x", 1, JOURNAL_NOT_BEGUN, EDGE_OUTCOME_LATER, "");
	g_autoptr(Journal) journal = journal_new(path);
	g_assert_true(journal_begin(journal, &key, NULL));
	journal_rest(journal);
	/* What was written onto the cut line is one line with it. */
	g_assert_true(journal_begin(journal, &key, NULL));
	journal_rest(journal);
	check(path, "b@x", 1, JOURNAL_IN_DOUBT, EDGE_OUTCOME_LATER, "");
}

/* A large file is put away, and still read; who writes goes on in the new one. */
static void test_put_away(void)
{
	g_autofree char *path = path_new();
	g_autofree char *old = g_strconcat(path, ".old", NULL);
	g_autofree char *filler = g_strnfill(4200, 'x');
	JournalKey early = {"early@x", 100, 1}, late = {"late@x", 100, 1};
	g_autoptr(Journal) journal = journal_new(path);
	journal_prepare(path);
	journal_end(journal, &early, EDGE_OUTCOME_SENT, "250 early");
	for (int i = 0; i < 9000; i++) {
		JournalKey key = {"filler@x", i, 1};
		journal_end(journal, &key, EDGE_OUTCOME_REFUSED, filler);
	}
	journal_prepare(path);
	g_assert_true(g_file_test(old, G_FILE_TEST_EXISTS));
	journal_end(journal, &late, EDGE_OUTCOME_SENT, "250 late");
	g_autofree char *text = NULL;
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_nonnull(strstr(text, "late@x 250 late"));
	journal_rest(journal);
	check(path, "early@x", 1, JOURNAL_ENDED, EDGE_OUTCOME_SENT, "250 early");
	check(path, "late@x", 1, JOURNAL_ENDED, EDGE_OUTCOME_SENT, "250 late");
	check(path, "other@x", 1, JOURNAL_NOT_BEGUN, EDGE_OUTCOME_LATER, "");
}

/* Where no line can be written, no mail may go. */
static void test_no_disk(void)
{
	JournalKey key = {"a@x", 100, 1};
	g_autoptr(GError) error = NULL;
	g_autoptr(Journal) journal = journal_new("/nowhere/at/all.sent");
	g_assert_false(journal_begin(journal, &key, &error));
	g_assert_error(error, FAULT, FAULT_LATER);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("journal-XXXXXX", NULL);
	g_test_add_func("/journal/words", test_words);
	g_test_add_func("/journal/was-sent", test_was_sent);
	g_test_add_func("/journal/another-boot", test_another_boot);
	g_test_add_func("/journal/cut-lines", test_cut_lines);
	g_test_add_func("/journal/put-away", test_put_away);
	g_test_add_func("/journal/no-disk", test_no_disk);
	int status = g_test_run();
	for (int i = 0; i < 8; i++) {
		g_autofree char *path = g_strdup_printf("%s/%d.sent", folder, i);
		g_autofree char *old = g_strconcat(path, ".old", NULL);
		(void)g_unlink(path);
		(void)g_unlink(old);
	}
	(void)g_rmdir(folder);
	g_free(folder);
	return status;
}
