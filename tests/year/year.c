/* year.c: a team lives with the gateway for so many days, in one process and a minute.
 *
 * usage: year FOLDER DAYS PEOPLE SEED
 *
 * Who writes, what, and how soon each answers is drawn by chance; the program between
 * them is the real one, on the clock of a rehearsal. Every mail that leaves is judged:
 * what is not urgent comes in its reader's hours, a question reminds twice at the most.
 * The store (FOLDER/scratch.db), the configuration (year.conf) and the mails (year.mbox)
 * stay, so that `mailmoot rehearse` can play them again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "engine/bundles.h"
#include "engine/rehearsal.h"
#include "store/items.h"

#define GATEWAY	    "async@acme.example"
#define START	    INT64_C(1767225600) /* 2026-01-01 */
#define DAY	    INT64_C(86400)
#define FAULTS_TOLD 10

/* Five corners of the earth; more people are more of the same. */
static const struct {
	const char *zone, *rest;
} CORNERS[] = {
	{"Pacific/Auckland",
	 "hours = {\"Mon-Fri 08:30-12:30\", \"Mon-Fri 13:30-17:30\"} slots = {\"09:00\", "
	 "\"11:30\", \"15:30\"}"},
	{"Asia/Kathmandu",
	 "hours = {\"Sun-Thu 10:00-18:00\"} focus = {\"Sun-Thu 10:00-12:00\"}"},
	{"Europe/Berlin",
	 "hours = {\"Mon-Thu 09:00-17:30\", \"Fri 09:00-15:00\"} holidays = {\"12-24\", "
	 "\"12-25\", \"2026-05-01\"}"},
	{"America/Sao_Paulo",
	 "hours = {\"Mon-Fri 22:00-02:00\", \"Mon-Fri 14:00-18:00\"}"},
	{"America/Los_Angeles", ""},
};

typedef struct {
	Engine *engine;
	Rehearsal *rehearsal;
	GRand *chance;
	FILE *box;
	int people;
	int written, sent, urgent, breaches, faults;
	GHashTable *reminders; /* "Q-3:p1" to how many */
	GHashTable *sent_keys;
} Year;

static void blame(Year *year, const OutboxRow *row, Instant at, const char *what)
{
	g_autofree char *utc = zone_format(zone_utc(), at);
	if (year->faults++ < FAULTS_TOLD)
		fprintf(stderr, "%s: %s at %s\n", row->key, what, utc);
}

static bool happens(Year *year, double probability)
{
	return g_rand_double(year->chance) < probability;
}

/* ---- writing ------------------------------------------------------------ */

static char *date_of(Instant at)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(at);
	return g_date_time_format(date, "%a, %d %b %Y %H:%M:%S +0000");
}

typedef struct {
	const char *from;	 /* person */
	const char *to, *copies; /* `copies`: a Cc line with its end, or "" */
	const char *subject, *answers, *body;
} Letter;

static void post(Year *year, Instant at, const Letter *letter)
{
	g_autofree char *date = date_of(at);
	g_autofree char *link =
		letter->answers != NULL
			? g_strdup_printf("In-Reply-To: <%s>\nReferences: <%s>\n",
					  letter->answers, letter->answers)
			: g_strdup("");
	g_autofree char *text = g_strdup_printf(
		"Received: from client by mx; %s\nFrom: %s <%s@acme.example>\nTo: %s\n"
		"%sSubject: %s\nDate: %s\nMessage-ID: <y%d@client.example>\n%s\n%s\n",
		date, letter->from, letter->from, letter->to, letter->copies,
		letter->subject, date, ++year->written, link, letter->body);
	RehearsalMail *mail = rehearsal_mail_new("year", at);
	mail->raw = g_bytes_new(text, strlen(text));
	rehearsal_add(year->rehearsal, mail);
	fprintf(year->box, "From year %s\n%s\n", date, text);
}

static const Person *any_other(Year *year, const Person *than)
{
	const Person *other = than;
	while (other == than)
		other = people_at(
			year->engine->people,
			(size_t)g_rand_int_range(year->chance, 0, year->people));
	return other;
}

static void write_decision(Year *year, const Person *person, Instant at)
{
	static const char *const DUES[] = {"fair 8wh", "fair 2wd", "in 5wd", "fair 4wh"};
	const Person *one = any_other(year, person), *other = any_other(year, person);
	g_autofree char *copies = g_strdup_printf(
		"Cc: %s@acme.example, %s@acme.example\n", one->id, other->id);
	g_autofree char *body = g_strdup_printf(
		"Owner: %s\nDue: %s\n\nIt saves an hour a day, and costs little.\n",
		person->id, DUES[g_rand_int_range(year->chance, 0, 4)]);
	Letter letter = {person->id, GATEWAY, copies, "[DECISION] Move it", NULL, body};
	post(year, at, &letter);
}

static void write_question(Year *year, const Person *person, Instant at)
{
	g_autofree char *body = g_strdup_printf("Owner: %s\n\nMay it lie in Frankfurt?\n",
						any_other(year, person)->id);
	Letter letter = {person->id, GATEWAY, "", "[QUESTION] Where?", NULL, body};
	post(year, at, &letter);
}

static void write_away(Year *year, const Person *person, Instant at)
{
	LocalTime until = zone_local(person->zone,
				     at + DAY * g_rand_int_range(year->chance, 2, 10));
	g_autofree char *subject =
		g_strdup_printf("[AWAY] until %04d-%02d-%02d, delegate %s", until.year,
				until.month, until.day, any_other(year, person)->id);
	Letter letter = {person->id, GATEWAY, "", subject, NULL, ""};
	post(year, at, &letter);
}

static void write_something(Year *year, const Person *person, Instant at)
{
	double dice = g_rand_double(year->chance);
	if (dice < 0.30) {
		write_decision(year, person, at);
	} else if (dice < 0.65) {
		write_question(year, person, at);
	} else if (dice < 0.69) {
		Letter letter = {person->id, GATEWAY,
				 "",	     "[URGENT] checkout is down",
				 NULL,	     "All of it.\n"};
		post(year, at, &letter);
	} else if (dice < 0.72) {
		write_away(year, person, at);
	} else {
		Letter letter = {person->id, GATEWAY,
				 "",	     "[STATUS:apollo] week",
				 NULL,	     "Health: green\n\nWe go on.\n"};
		post(year, at, &letter);
	}
}

/* Everyone's own mails of all days, in their own hours. */
static void write_all(Year *year, int days)
{
	for (int64_t day = 0; day < days; day++) {
		for (int i = 0; i < year->people; i++) {
			const Person *person = people_at(year->engine->people, (size_t)i);
			Instant at = START + day * DAY +
				     g_rand_int_range(year->chance, 0, (gint32)DAY);
			if (hours_is_open(person->hours, at))
				write_something(year, person, at);
		}
	}
}

/* ---- answering ---------------------------------------------------------- */

/* In the reader's own time, up to so many working seconds later. */
static Instant later(Year *year, const Person *person, Instant at, int seconds)
{
	Instant then = at;
	if (!hours_add(person->hours, at, g_rand_int_range(year->chance, 60, seconds),
		       &then, NULL))
		return at + DAY;
	return then;
}

static void answer(Year *year, const OutboxRow *row, Instant at, const char *body)
{
	g_autoptr(Message) message =
		message_read(row->bytes, &MESSAGE_LIMITS_DEFAULT, NULL);
	const Address *back = message->reply_to->len > 0
				      ? g_ptr_array_index(message->reply_to, 0)
				      : NULL;
	g_autofree char *subject = g_strconcat("Re: ", message->subject, NULL);
	Letter letter = {.from = row->person,
			 .to = back != NULL ? back->address : GATEWAY,
			 .copies = "",
			 .subject = subject,
			 .answers = message->message_id,
			 .body = body};
	post(year, at, &letter);
}

static void answer_ask(Year *year, const OutboxRow *row, const Person *person, Instant at)
{
	if (row->item[0] == 'Q') {
		if (happens(year, 0.8))
			answer(year, row, later(year, person, at, 16 * 3600),
			       "Yes, it may.\n");
		return;
	}
	double dice = g_rand_double(year->chance);
	Instant then = later(year, person, at, 9 * 3600);
	if (dice < 0.65) {
		answer(year, row, then, "+1, go on\n");
	} else if (dice < 0.73) {
		answer(year, row, then, "object: it costs too much\n");
		if (happens(year, 0.7))
			answer(year, row, later(year, person, then, 16 * 3600),
			       "resolve\n");
	} else if (dice < 0.80) {
		answer(year, row, then, "abstain\n");
	}
}

static void answer_call(Year *year, const OutboxRow *row, Instant at)
{
	if (!happens(year, 0.7))
		return;
	Instant then = at + g_rand_int_range(year->chance, 60, 1200);
	answer(year, row, then, "ack\n");
	if (happens(year, 0.8))
		answer(year, row, then + g_rand_int_range(year->chance, 300, 1500),
		       "resolved: it was the disk\n");
}

/* ---- judging ------------------------------------------------------------ */

static void judge(Year *year, const OutboxRow *row, const Person *person, Instant at)
{
	Instant end = at;
	if (!g_hash_table_add(year->sent_keys, g_strdup(row->key)))
		blame(year, row, at, "sent twice");
	if (!row->is_urgent && row->cause == OUTBOX_UNASKED &&
	    !hours_is_open(person->hours, at))
		blame(year, row, at, "outside the hours of its reader");
	/* What is due soon is worth a disturbance. */
	if (!row->is_urgent && row->cause == OUTBOX_UNASKED && row->pace != PACE_DUE &&
	    focus_holds(person->focus, at, &end))
		blame(year, row, at, "in the focus hours of its reader");
	if (row->item == NULL || row->item[0] != 'Q' ||
	    !g_str_equal(row->notice, "reminder"))
		return;
	char *pair = g_strdup_printf("%s:%s", row->item, row->person);
	int count = GPOINTER_TO_INT(g_hash_table_lookup(year->reminders, pair)) + 1;
	g_hash_table_insert(year->reminders, pair, GINT_TO_POINTER(count));
	if (count > 2)
		blame(year, row, at, "a third reminder");
}

static void hear(const OutboxRow *row, Instant at, void *data)
{
	Year *year = data;
	const Person *person = people_find(year->engine->people, row->person);
	year->sent++;
	year->urgent += row->is_urgent;
	year->breaches += g_str_equal(row->notice, "breach");
	if (person == NULL)
		return;
	judge(year, row, person, at);
	if (g_str_equal(row->notice, "ask"))
		answer_ask(year, row, person, at);
	else if (g_str_equal(row->notice, "escalation"))
		answer_call(year, row, at);
}

/* ---- the whole ---------------------------------------------------------- */

static char *write_config(const char *folder, int people)
{
	char *path = g_build_filename(folder, "year.conf", NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	g_string_append_printf(
		text,
		"gateway \"acme\" {\n  address = \"" GATEWAY
		"\"\n  zone = \"UTC\"\n  store = \"%s/scratch.db\"\n  operator = "
		"\"p0\"\n}\n"
		"policy \"default\" {\n  step { after = \"0m\" notify = {\"p1\"} }\n"
		"  step { after = \"15m\" notify = {\"p2\", \"manager\"} }\n  repeat = "
		"1\n}\n",
		folder);
	for (int i = 0; i < people; i++)
		g_string_append_printf(
			text,
			"person \"p%d\" { name = \"Person %d\" address = "
			"\"p%d@acme.example\" manager = \"p%d\" zone = \"%s\" %s }\n",
			i, i, i, (i + 1) % people,
			CORNERS[i % (int)G_N_ELEMENTS(CORNERS)].zone,
			CORNERS[i % (int)G_N_ELEMENTS(CORNERS)].rest);
	if (!g_file_set_contents(path, text->str, -1, NULL))
		g_error("cannot write %s", path);
	return path;
}

static Engine *open_engine(const char *folder, int people, World *world)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) problems = problems_new();
	g_autofree char *path = write_config(folder, people);
	Engine *engine = engine_new(path, world, problems);
	for (guint i = 0; i < problems->len; i++) {
		g_autofree char *text = problem_text(g_ptr_array_index(problems, i));
		fprintf(stderr, "%s\n", text);
	}
	if (engine == NULL || !engine_open_scratch(engine, folder, NULL, &error))
		g_error("%s", error != NULL ? error->message : "mistakes");
	return engine;
}

/* Slots, focus and full days made nothing late. */
static void judge_holding(Year *year)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(json_t) report = NULL;
	if (!bundles_verify(year->engine, NULL, &report, &error))
		g_error("%s", error->message);
	const json_t *late = json_object_get(report, "late");
	printf("%d mails with a due, %d held, %zu late for being held\n",
	       (int)json_get_number(report, "checked", 0),
	       (int)json_get_number(report, "held", 0), json_array_size(late));
	year->faults += (int)json_array_size(late);
}

static int live(Year *year, int days)
{
	g_autoptr(GError) error = NULL;
	write_all(year, days);
	if (!rehearsal_play(year->rehearsal, START + (days + 14) * DAY, &error))
		g_error("%s", error->message);
	judge_holding(year);
	printf("%d days of %d people: %d mails in, %d out (%d urgent, %d breaches), %d "
	       "faults\n",
	       days, year->people, year->written, year->sent, year->urgent,
	       year->breaches, year->faults);
	return year->faults > 0 || year->sent < year->written ? EXIT_FAILURE
							      : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	if (argc != 5) {
		fprintf(stderr, "usage: year FOLDER DAYS PEOPLE SEED\n");
		return 2;
	}
	log_open("year", LOG_LEVEL_ERROR);
	g_autofree char *box = g_build_filename(argv[1], "year.mbox", NULL);
	g_autoptr(World) world = world_new_seeded(START, strtoull(argv[4], NULL, 10));
	g_autoptr(Engine) engine = open_engine(argv[1], atoi(argv[3]), world);
	g_autoptr(GRand) chance = g_rand_new_with_seed((guint32)atoi(argv[4]));
	Year year = {.engine = engine, .chance = chance, .people = atoi(argv[3])};
	g_autoptr(Rehearsal) rehearsal = rehearsal_new(engine, hear, &year);
	g_autoptr(GHashTable) reminders =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) keys =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	year.rehearsal = rehearsal;
	year.reminders = reminders;
	year.sent_keys = keys;
	year.box = fopen(box, "we");
	if (year.box == NULL)
		g_error("cannot write %s", box);
	int status = live(&year, atoi(argv[2]));
	return fclose(year.box) == 0 ? status : EXIT_FAILURE;
}
