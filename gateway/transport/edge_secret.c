/* edge_secret.c: the secret of one server, read by the one process that needs it.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/edge.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"

#define COMMAND_MILLISECONDS 30000
#define SECRET_MAX_BYTES     65536

/* The first line; what tools add after it is not the secret. */
static char *first_line(const char *text)
{
	return g_strndup(text, strcspn(text, "\r\n"));
}

/* False: too long, or time is up. */
static bool read_output(int fd, GString *output)
{
	int64_t end = world_monotonic_milliseconds() + COMMAND_MILLISECONDS;
	while (output->len < SECRET_MAX_BYTES) {
		int64_t left = end - world_monotonic_milliseconds();
		struct pollfd entry = {.fd = fd, .events = POLLIN};
		int count = left > 0 ? poll(&entry, 1, (int)left) : 0;
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return false;
		char bytes[4096];
		ssize_t got = read(fd, bytes, sizeof bytes);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		g_string_append_len(output, bytes, got);
	}
	return false;
}

static void in_own_group(gpointer unused)
{
	(void)unused;
	(void)setpgid(0, 0);
}

static bool run_command(const char *command, char **out_secret, GError **error)
{
	g_auto(GStrv) words = NULL;
	g_autoptr(GError) why = NULL;
	GPid pid = 0;
	int output_fd = -1;
	GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD;
	if (!g_shell_parse_argv(command, NULL, &words, &why) ||
	    !g_spawn_async_with_pipes(NULL, words, NULL, flags, in_own_group, NULL, &pid,
				      NULL, &output_fd, NULL, &why))
		return fault(error, FAULT_SETUP, "the password command: %s",
			     why->message);
	g_autoptr(GString) output = g_string_new(NULL);
	bool is_read = read_output(output_fd, output);
	close(output_fd);
	if (!is_read)
		(void)kill(-pid, SIGKILL);
	int status = 0;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (!is_read)
		return fault(error, FAULT_LATER,
			     "the password command gave no end of output in %d s",
			     COMMAND_MILLISECONDS / 1000);
	if (!g_spawn_check_wait_status(status, &why))
		return fault(error, FAULT_SETUP, "the password command: %s",
			     why->message);
	*out_secret = first_line(output->str);
	return (*out_secret)[0] != '\0' ||
	       fault(error, FAULT_SETUP, "the password command printed nothing");
}

/* Containers hand their secrets over so, to a machine that is nobody else's; elsewhere it
 * is most likely forgotten. */
static bool is_open_to_others(const char *path)
{
	struct stat facts;
	return stat(path, &facts) == 0 && (facts.st_mode & S_IRWXO) != 0;
}

static bool read_file(const char *path, char **out_secret, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) why = NULL;
	if (!g_file_get_contents(path, &text, NULL, &why))
		return fault(error, FAULT_SETUP, "the password file: %s", why->message);
	if (is_open_to_others(path))
		log_event(LOG_LEVEL_WARNING, "the password file is open to everybody",
			  "file", path, NULL);
	*out_secret = first_line(text);
	return (*out_secret)[0] != '\0' ||
	       fault(error, FAULT_SETUP, "the password file: %s is empty", path);
}

bool edge_read_secret(const ConfigSecret *secret, char **out_secret, GError **error)
{
	if (secret->token_command != NULL)
		return run_command(secret->token_command, out_secret, error);
	if (secret->command != NULL)
		return run_command(secret->command, out_secret, error);
	if (secret->file != NULL)
		return read_file(secret->file, out_secret, error);
	*out_secret = g_strdup(secret->value != NULL ? secret->value : "");
	return true;
}
