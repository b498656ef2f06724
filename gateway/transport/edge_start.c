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

/* The program of the edges speaks to servers and knows neither the store nor what reads
 * mails. It lies beside ours, or where it was installed; without it we are an edge
 * ourselves. Opened once, so that a core starts edges of its own kind, whatever is
 * installed meanwhile. */
static int edge_program(void)
{
	static const char *const places[] = {"mailmoot-edge",
					     "../libexec/mailmoot/mailmoot-edge"};
	static int program = -1;
	g_autofree char *own = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = g_path_get_dirname(own != NULL ? own : "");
	for (size_t i = 0; program < 0 && i < G_N_ELEMENTS(places); i++) {
		g_autofree char *path = g_build_filename(folder, places[i], NULL);
		program = open(path, O_PATH | O_CLOEXEC);
	}
	if (program < 0)
		program = open("/proc/self/exe", O_PATH | O_CLOEXEC);
	return program;
}

/* Between fork and exec: nothing here may allocate or lock. */
static void become_edge(int program, int fd, char **arguments)
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
	(void)execveat(program, "", arguments, environ, AT_EMPTY_PATH);
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
	int program = edge_program();
	pid_t pid = fork();
	if (pid == 0)
		become_edge(program, ends[1], arguments);
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
