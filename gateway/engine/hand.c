/* hand.c: the mail in hand.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/hand.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HAND_BYTES 600

static char *path_of(const Engine *engine)
{
	return g_strconcat(engine->config->store, ".hand", NULL);
}

/* The room is taken before it is mapped: a full disk must not show as a signal later. */
static char *map_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return NULL;
	char *room = posix_fallocate(fd, 0, HAND_BYTES) == 0
			     ? mmap(NULL, HAND_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED,
				    fd, 0)
			     : MAP_FAILED;
	close(fd);
	return room != MAP_FAILED ? room : NULL;
}

static bool is_open(Engine *engine)
{
	if (engine->hand == NULL) {
		g_autofree char *path = path_of(engine);
		engine->hand = map_file(path);
	}
	return engine->hand != NULL;
}

/* The first byte comes last and goes first: whenever we die, the note is whole or there
 * is none. */
static void set_first(char *room, char byte)
{
	__atomic_store_n(room, byte, __ATOMIC_SEQ_CST);
}

void hand_note(Engine *engine, const char *mailbox, const char *place)
{
	if (!is_open(engine))
		return;
	char note[HAND_BYTES] = "";
	g_snprintf(note, sizeof note, "%s\n%s\n", mailbox, place);
	set_first(engine->hand, '\0');
	memcpy(engine->hand + 1, note + 1, sizeof note - 1);
	set_first(engine->hand, note[0]);
}

void hand_clear(Engine *engine)
{
	if (is_open(engine))
		set_first(engine->hand, '\0');
}

void hand_close(Engine *engine)
{
	if (engine->hand != NULL)
		(void)munmap(engine->hand, HAND_BYTES);
	engine->hand = NULL;
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
