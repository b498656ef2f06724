/* command.c: the table of commands, and how their options are read.
 *
 * SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/log.h"
#include "base/text.h"

#define CONFIG_DEFAULT "/etc/mailmoot/mailmoot.conf"

static const CommandRow commands[] = {
	{"check", "[--connect]", "connect", 0, 0, cmd_check,
	 "check configuration, rules and templates: all mistakes, with file and line",
	 "  --connect     also try each mailbox and the outgoing server\n"},
	{"run", "", "", 0, 0, cmd_run, "the daemon, in the foreground",
	 "SIGTERM and SIGINT stop it cleanly, SIGHUP makes it read its configuration "
	 "again.\n"},
	{"once", "[--now TIME]", "now=", 0, 0, cmd_once,
	 "one pass: take in all mail, do what is due, deliver",
	 "  --now TIME    the moment to act at, RFC 3339; default: now\n"},
	{"list", "[KIND] [--state S] [--owner P] [--project X] [--overdue] [--json]",
	 "state= owner= project= overdue json now=", 0, 1, cmd_list, "list items",
	 "  KIND          decision, question, status, escalation or note\n"
	 "  --overdue     open and past their due\n"},
	{"show", "ID [--json | --proof]", "json proof now=", 1, 1, cmd_show,
	 "one item: fields, positions, clocks, thread",
	 "  --proof       all that another program needs to check it: the history and "
	 "its\n"
	 "                chain, the clocks in pieces, the mails as they came\n"},
	{"why", "ID [--json]", "json now=", 1, 1, cmd_why,
	 "its whole history: clocks, skipped days, notices", NULL},
	{"rehearse", "SOURCE [--until TIME] [--rules DIR] [--mails DIR] [--json]",
	 "until= rules= mails= json", 1, 1, cmd_rehearse,
	 "play stored mail on a simulated clock, and show what would be sent",
	 "  SOURCE        an mbox, a Maildir, a folder of mails or one mail\n"
	 "  --until TIME  the end of the play, RFC 3339\n"
	 "  --rules DIR   with the *.rules of that folder: one with the name of a "
	 "configured\n"
	 "                file stands for it, others override\n"
	 "  --mails DIR   write each mail there as a file\n"
	 "Nothing is sent and nothing is changed. If the configured store is there, "
	 "what\n"
	 "was sent in truth is compared.\n"},
	{"inspect", "FILE... [--json]", "json", 1, -1, cmd_inspect, "how mail is read",
	 "  FILE          a mail, an mbox, a Maildir or a folder of mails; - is standard "
	 "input\n"},
	{"when", "PHRASE [--for PERSON] [--now TIME] [--json]", "for= now= json", 1, -1,
	 cmd_when, "what a date or duration phrase means",
	 "Without -c or --for the zone is UTC and working units are refused.\n"},
	{"digest", "PERSON [--now TIME] [--html]", "now= html", 1, 1, cmd_digest,
	 "what the next digest of a person would say", NULL},
	{"stats", "[--since DATE] [--json]", "since= json now=", 0, 0, cmd_stats,
	 "response times against norms, by tag and project",
	 "  --since DATE  a date, RFC 3339, or a length such as 30d; default: 90d\n"
	 "Groups in which fewer than five people answered are not shown.\n"},
	{"queue", "[list | retry ID | drop ID | hold ID] [--json]", "json now=", 0, 2,
	 cmd_queue, "mail we owe that has not been sent", NULL},
	{"held", "[list | show ID | release ID | drop ID] [--json]", "json now=", 0, 2,
	 cmd_held, "mail that waits for an operator's word", NULL},
	{"people", "[list | away PERSON DATES | back PERSON] [--json]", "json now=", 0,
	 -1, cmd_people, "who we know, how they work, who says so, and who is away",
	 "  away PERSON DATES   as one writes it in a mail: 2026-08-03..2026-08-17 "
	 "delegate li\n"},
	{"verify", "[--json]", "json", 0, 0, cmd_verify,
	 "prove from the store that holding mail for slots and focus made nothing late",
	 "Exit status 1 if something was.\n"},
	{"deliver", "", "", 0, 0, cmd_deliver,
	 "take in one mail from standard input, for an alias of a mail server",
	 "Exit status as in sysexits.h: 0 taken, 64 usage, 75 try again later, 78 "
	 "configuration.\n"},
	{"edge", "ROLE NAME [once]", "", 2, 3, cmd_edge, NULL, NULL},
};

bool invocation_has(const Invocation *invocation, const char *option)
{
	return g_hash_table_contains(invocation->options, option);
}

const char *invocation_value(const Invocation *invocation, const char *option)
{
	return g_hash_table_lookup(invocation->options, option);
}

/* ---- help --------------------------------------------------------------- */

static void print_usage(FILE *to)
{
	fprintf(to, "usage: mailmoot [-c FILE] [-v] COMMAND [ARGUMENTS]\n\n");
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (commands[i].summary != NULL)
			fprintf(to, "  %-9s %s\n", commands[i].name, commands[i].summary);
	}
	fprintf(to,
		"\n  -c FILE   configuration; default: $MAILMOOT_CONFIG "
		"or " CONFIG_DEFAULT "\n"
		"  -v        log more\n"
		"\nmailmoot COMMAND --help says more; mailmoot --version its version.\n");
}

static void print_help(const CommandRow *row)
{
	printf("usage: mailmoot [-c FILE] %s%s%s\n\n%s\n", row->name,
	       *row->arguments != '\0' ? " " : "", row->arguments,
	       row->summary != NULL ? row->summary : "");
	if (row->help != NULL)
		printf("\n%s", row->help);
}

/* A mail server reads the one, a script the others. */
static int usage_status(const CommandRow *row)
{
	return row != NULL && row->run == cmd_deliver ? EX_USAGE : EXIT_USAGE;
}

static int refuse_usage(const CommandRow *row, const char *why, const char *what)
{
	fprintf(stderr, "mailmoot: %s%s%s\n", why, what != NULL ? " " : "",
		what != NULL ? what : "");
	if (row != NULL)
		fprintf(stderr, "usage: mailmoot [-c FILE] %s %s\n", row->name,
			row->arguments);
	else
		fprintf(stderr, "mailmoot --help lists the commands\n");
	return usage_status(row);
}

/* ---- options ------------------------------------------------------------ */

/* 0 unknown, 1 a flag, 2 takes a value. */
static int option_kind(const CommandRow *row, const char *name)
{
	g_auto(GStrv) known = g_strsplit(row->options, " ", -1);
	for (int i = 0; known[i] != NULL; i++) {
		size_t length = strcspn(known[i], "=");
		if (strlen(name) == length && strncmp(known[i], name, length) == 0 &&
		    length > 0)
			return known[i][length] == '=' ? 2 : 1;
	}
	return 0;
}

/* One argument that begins with dashes; `*at` moves over its value. Returns an exit
 * status, 0 if it is well. */
static int take_option(const CommandRow *row, char **argv, int *at, GHashTable *options)
{
	const char *equals = strchr(argv[*at], '=');
	g_autofree char *name =
		equals != NULL ? g_strndup(argv[*at] + 2, (gsize)(equals - argv[*at] - 2))
			       : g_strdup(argv[*at] + 2);
	int kind = option_kind(row, name);
	if (kind == 0 || (kind == 1 && equals != NULL))
		return refuse_usage(row, "unknown option", argv[*at]);
	if (kind == 2 && equals == NULL && argv[*at + 1] == NULL)
		return refuse_usage(row, "a value is missing after", argv[*at]);
	const char *value = kind == 1 ? "" : equals != NULL ? equals + 1 : argv[++*at];
	g_hash_table_insert(options, g_steal_pointer(&name), g_strdup(value));
	return 0;
}

static int run_command(const CommandRow *row, Invocation *invocation, char **argv)
{
	g_autoptr(GHashTable) options =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GPtrArray) arguments = g_ptr_array_new();
	bool is_plain = false;
	for (int i = 0; argv[i] != NULL; i++) {
		int status = 0;
		if (!is_plain &&
		    (g_str_equal(argv[i], "--help") || g_str_equal(argv[i], "-h"))) {
			print_help(row);
			return 0;
		}
		if (!is_plain && g_str_equal(argv[i], "--"))
			is_plain = true;
		else if (!is_plain && g_str_has_prefix(argv[i], "--"))
			status = take_option(row, argv, &i, options);
		else if (!is_plain && argv[i][0] == '-' && g_ascii_isalpha(argv[i][1]))
			status = refuse_usage(row, "unknown option", argv[i]);
		else
			g_ptr_array_add(arguments, argv[i]);
		if (status != 0)
			return status;
	}
	int count = (int)arguments->len;
	if (count < row->min_arguments)
		return refuse_usage(row, "something is missing after", row->name);
	if (row->max_arguments >= 0 && count > row->max_arguments)
		return refuse_usage(
			row, "too much:",
			g_ptr_array_index(arguments, (guint)row->max_arguments));
	g_ptr_array_add(arguments, NULL);
	invocation->arguments = (char **)arguments->pdata;
	invocation->options = options;
	return row->run(invocation);
}

static const CommandRow *find_command(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (g_str_equal(commands[i].name, name))
			return &commands[i];
	}
	return NULL;
}

static int refuse_command(const char *name)
{
	const char *near = NULL;
	int nearest = 3;
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		int distance = text_distance(name, commands[i].name, 2);
		if (distance < nearest && commands[i].summary != NULL) {
			nearest = distance;
			near = commands[i].name;
		}
	}
	fprintf(stderr, "mailmoot: unknown command '%s'", name);
	if (near != NULL)
		fprintf(stderr, " (did you mean '%s'?)", near);
	fprintf(stderr, "\nmailmoot --help lists the commands\n");
	return EXIT_USAGE;
}

/* Options before the command; -1: go on with the command at `*at`. */
static int take_global(char **argv, int *at, Invocation *invocation)
{
	for (; argv[*at] != NULL && argv[*at][0] == '-'; ++*at) {
		const char *option = argv[*at];
		if (g_str_equal(option, "--help") || g_str_equal(option, "-h")) {
			print_usage(stdout);
			return 0;
		}
		if (g_str_equal(option, "--version")) {
			printf("mailmoot %s\n", MAILMOOT_VERSION);
			return 0;
		}
		if (g_str_equal(option, "-v")) {
			invocation->is_verbose = true;
		} else if (g_str_equal(option, "-c") && argv[*at + 1] != NULL) {
			invocation->config_path = argv[++*at];
			invocation->has_config = true;
		} else {
			return refuse_usage(NULL, "unknown or incomplete option", option);
		}
	}
	return -1;
}

int command_main(int argc, char **argv)
{
	(void)argc;
	const char *named = g_getenv("MAILMOOT_CONFIG");
	bool is_named = named != NULL && *named != '\0';
	Invocation invocation = {.config_path = is_named ? named : CONFIG_DEFAULT,
				 .has_config = is_named};
	int at = 1;
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	/* A file that may not grow (RLIMIT_FSIZE, as mail servers set it) is a full disk.
	 * Whoever we start inherits this. */
	(void)signal(SIGXFSZ, SIG_IGN);
	int status = take_global(argv, &at, &invocation);
	if (status >= 0)
		return status;
	if (argv[at] == NULL) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	const CommandRow *row = find_command(argv[at]);
	if (row == NULL)
		return refuse_command(argv[at]);
	invocation.name = row->name;
	log_open(row->name, invocation.is_verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_WARNING);
	return run_command(row, &invocation, argv + at + 1);
}
