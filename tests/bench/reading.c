/* reading.c: reads mails as the gateway does, to what is new in them and what they order,
 * and says how long its processor took. Beside gmime.c it shows what our own code costs.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/command.h"
#include "cli/mail_files.h"
#include "cli/output.h"

typedef struct {
	ReadingInput input;
	size_t mails;
	size_t unreadable;
	size_t new_bytes;
} Count;

static void read_one(const MailFile *file, void *data)
{
	Count *count = data;
	count->mails++;
	Message *message = message_read(file->raw, &MESSAGE_LIMITS_DEFAULT, NULL);
	if (message == NULL) {
		count->unreadable++;
		return;
	}
	g_autoptr(Reading) reading = reading_new(message, &count->input);
	reading_judge(reading, &count->input, false, NULL);
	count->new_bytes += strlen(reading->quote->new_text);
}

int main(int argc, char **argv)
{
	g_autoptr(GPtrArray) problems = problems_new();
	g_autofree char *path = config_share_path("rules/default.rules");
	g_autoptr(Config) config = config_read_rules_only(path, problems);
	if (config == NULL)
		return EXIT_SETUP;
	g_autoptr(Rules) rules = rules_new(config->settings, NULL, problems);
	Count count = {.input = {.rules = rules}};
	clock_t start = clock();
	for (int i = 1; i < argc; i++)
		if (!mail_files_each(argv[i], read_one, &count, NULL))
			return EXIT_SETUP;
	printf("%.6f seconds: %zu mails, %zu unreadable, %zu bytes new\n",
	       (double)(clock() - start) / CLOCKS_PER_SEC, count.mails, count.unreadable,
	       count.new_bytes);
	return 0;
}
