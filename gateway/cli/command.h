/* command.h: what a command is: one row of a table, one file of code. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>
#include <glib.h>

/* Exit status, DESIGN 7.1. */
enum { EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_SETUP = 3, EXIT_LATER = 4 };

/* What was said before and after the command's name. */
typedef struct {
	const char *name;	 /* of the command */
	const char *config_path; /* as given with -c, or the default */
	bool has_config;	 /* -c was given */
	bool is_verbose;
	char **arguments;    /* what is left after the options; NULL-terminated */
	GHashTable *options; /* name to value; "" for a flag */
} Invocation;

typedef struct {
	const char *name;
	const char *arguments;		  /* "KIND [--state S]" */
	const char *options;		  /* "json state= owner=": `=` takes a value */
	int min_arguments, max_arguments; /* -1: any number */
	int (*run)(const Invocation *invocation);
	const char *summary; /* one line; NULL: not listed */
	const char *help;    /* further lines, or NULL */
} CommandRow;

/* The program: finds the command, runs it, returns its exit status. */
int command_main(int argc, char **argv);

bool invocation_has(const Invocation *invocation, const char *option);
/* NULL if it was not given. */
const char *invocation_value(const Invocation *invocation, const char *option);

int cmd_check(const Invocation *invocation);
int cmd_run(const Invocation *invocation);
int cmd_once(const Invocation *invocation);
int cmd_list(const Invocation *invocation);
int cmd_show(const Invocation *invocation);
int cmd_why(const Invocation *invocation);
int cmd_inspect(const Invocation *invocation);
int cmd_when(const Invocation *invocation);
int cmd_digest(const Invocation *invocation);
int cmd_stats(const Invocation *invocation);
int cmd_queue(const Invocation *invocation);
int cmd_held(const Invocation *invocation);
int cmd_people(const Invocation *invocation);
int cmd_verify(const Invocation *invocation);
int cmd_deliver(const Invocation *invocation);
int cmd_rehearse(const Invocation *invocation);
int cmd_edge(const Invocation *invocation);

#endif
