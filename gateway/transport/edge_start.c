/* edge_start.c: edges begin and end.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/edge.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINE_FD 3
/* A hundred mails of usual size lie on the line while the core commits those before them;
 * the kernel may grant less. */
#define LINE_BYTES (1024 * 1024)

/* Between fork and exec: nothing here may allocate or lock. */
static void become_edge(int fd, char **arguments)
{
	sigset_t none;
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	/* An edge has no life of its own. */
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* A terminal's Ctrl-C is for the core, which stops its edges in order. */
	(void)setpgid(0, 0);
	if (fd == LINE_FD)
		(void)fcntl(fd, F_SETFD, 0);
	else
		(void)dup2(fd, LINE_FD);
	execv("/proc/self/exe", arguments);
	_exit(71);
}

Edge *edge_start(const char *config_path, const char *role, const char *name, bool once,
		 GError **error)
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
		fault(error, FAULT_LATER, "socketpair: %s", g_strerror(errno));
		return NULL;
	}
	int room = LINE_BYTES;
	(void)setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	g_autofree char *title = g_strdup("mailmoot");
	g_autofree char *config = g_strdup(config_path);
	g_autofree char *role_copy = g_strdup(role);
	g_autofree char *name_copy = g_strdup(name);
	char option[] = "-c", command[] = "edge", once_word[] = "once";
	char *arguments[] = {title,
			     option,
			     config,
			     command,
			     role_copy,
			     name_copy,
			     once ? once_word : NULL,
			     NULL};
	pid_t pid = fork();
	if (pid == 0)
		become_edge(ends[1], arguments);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		fault(error, FAULT_LATER, "fork: %s", g_strerror(errno));
		return NULL;
	}
	Edge *edge = g_new0(Edge, 1);
	edge->pid = pid;
	edge->line = edge_line_new(ends[0]);
	return edge;
}

void edge_end(Edge *edge)
{
	if (edge == NULL)
		return;
	(void)kill(edge->pid, SIGKILL);
	while (waitpid(edge->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	edge_line_free(edge->line);
	g_free(edge);
}
