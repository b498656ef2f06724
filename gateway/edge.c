/* edge.c: the program of an edge, which speaks to one server and does nothing else. What
 * it does not need is not linked to it: no parser of mails, no store, and not the
 * libraries of either.
 *
 * SPDX-License-Identifier: MIT */
#include <locale.h>

#include "cli/command.h"

/* As the core writes them: mailmoot -c CONFIG edge ROLE NAME [once] */
enum { ARGUMENTS_MIN = 6 };

int main(int argc, char **argv)
{
	if (argc < ARGUMENTS_MIN)
		return EXIT_USAGE;
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	Invocation invocation = {.name = argv[3],
				 .config_path = argv[2],
				 .has_config = true,
				 .arguments = argv + 4};
	return cmd_edge(&invocation);
}
