/* hand.c: the mail in hand.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/hand.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define HAND_MAX_BYTES 600

static char *path_of(const Engine *engine)
{
	return g_strconcat(engine->config->store, ".hand", NULL);
}

static void write_note(const Engine *engine, const char *text, size_t length)
{
	g_autofree char *path = path_of(engine);
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return;
	if (pwrite(fd, text, length, 0) == (ssize_t)length)
		(void)!ftruncate(fd, (off_t)length);
	close(fd);
}

void hand_note(Engine *engine, const char *mailbox, const char *place)
{
	g_autofree char *note = g_strdup_printf("%s\n%s\n", mailbox, place);
	write_note(engine, note, MIN(strlen(note), (size_t)HAND_MAX_BYTES));
}

void hand_clear(Engine *engine)
{
	write_note(engine, "", 0);
}

bool hand_read(Engine *engine, char **out_mailbox, char **out_place)
{
	g_autofree char *path = path_of(engine);
	g_autofree char *note = NULL;
	if (!g_file_get_contents(path, &note, NULL, NULL))
		return false;
	g_auto(GStrv) lines = g_strsplit(note, "\n", 3);
	if (g_strv_length(lines) < 2 || *lines[0] == '\0')
		return false;
	*out_mailbox = g_strdup(lines[0]);
	*out_place = g_strdup(lines[1]);
	return true;
}
