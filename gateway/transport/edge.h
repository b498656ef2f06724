/* edge.h: the processes that touch the network, and the line between them and the core.
 *
 * The core starts one intake process per mailbox and one delivery process by executing
 * itself; each end of the socketpair speaks length-prefixed messages. An edge reads its
 * own secret; the core has none. An edge that dies, hangs or outgrows its limits is ended
 * and started again with back-off by the core. */
#ifndef TRANSPORT_EDGE_H
#define TRANSPORT_EDGE_H

#include "transport/source.h"

typedef enum {
	EDGE_MAIL = 1, /* intake -> core: a mail and its place; body inline or as a passed
			  descriptor */
	EDGE_IDLE,   /* intake -> core: nothing more to read just now; connected and well;
			with the number of the last EDGE_LOOK it had heard before it looked
		      */
	EDGE_SETTLE, /* core -> intake: place, archive or aside */
	EDGE_SEND, /* core -> delivery: notice id, its name and attempt, envelope, bytes;
		      several may be under way, and are answered in order */
	EDGE_SENT, /* delivery -> core: notice id, outcome, server's words */
	EDGE_TROUBLE, /* edge -> core: a fault and its words, and that the edge ends; from
			 delivery also the answer for a notice, if one is named */
	EDGE_STOP,    /* core -> edge: finish what is in hand, then end */
	EDGE_LOOK,    /* core -> intake: look now, do not wait for news; a number */
} EdgeKind;

typedef enum {
	EDGE_OUTCOME_SENT,
	EDGE_OUTCOME_LATER,
	EDGE_OUTCOME_REFUSED,
	EDGE_OUTCOME_DOUBT,
	EDGE_OUTCOME_SETUP
} EdgeOutcome;

/* One message, in either direction; unused fields are zero. */
typedef struct {
	EdgeKind kind;
	MailPlace place;
	Instant received;
	size_t bytes; /* of a mail */
	Settle settle;
	int64_t notice; /* or the number of a look */
	Instant queued; /* of a notice, with message_id and attempt: for the journal */
	int attempt;
	EdgeOutcome outcome;
	Fault fault;
	char *text; /* server's words, trouble */
	char *message_id, *from, *recipient;
	GBytes *body;
	int fd; /* -1, or a large mail */
} EdgeMessage;
EdgeMessage *edge_message_new(EdgeKind kind);
void edge_message_free(EdgeMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EdgeMessage, edge_message_free)

/* A non-blocking end of the line. Buffers what could not be written; bounded on reading
 * (64 MB a message). */
typedef struct EdgeLine EdgeLine;
EdgeLine *edge_line_new(int fd);
void edge_line_free(EdgeLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EdgeLine, edge_line_free)
int edge_line_fd(const EdgeLine *line);
bool edge_line_wants_write(const EdgeLine *line);
/* Bytes that are buffered. */
size_t edge_line_unsent(const EdgeLine *line);
void edge_line_put(EdgeLine *line, const EdgeMessage *message);
/* Push buffered bytes; false if the other end is gone (FAULT_LATER). */
bool edge_line_flush(EdgeLine *line, GError **error);
/* Take the next whole message; true with NULL: none yet. */
bool edge_line_take(EdgeLine *line, EdgeMessage **out_message, GError **error);

/* The last word of an edge that cannot go on: what is wrong. Its exit status. */
int edge_line_report(EdgeLine *line, const GError *error);

/* A started edge. */
typedef struct {
	pid_t pid;
	EdgeLine *line;
} Edge;

/* `role` is "intake" or "delivery"; executes `mailmoot -c CONFIG edge ROLE NAME` with the
 * line on descriptor 3. `once`: the intake ends its first pass with EDGE_IDLE and waits
 * for EDGE_STOP rather than for new mail. */
Edge *edge_start(const char *config_path, const char *role, const char *name, bool once,
		 GError **error);
/* Kill if it still runs, and reap. */
void edge_end(Edge *edge);

/* The bodies of the two edges; run until EDGE_STOP or the line closes. Return an exit
 * status. */
int edge_intake_main(const Config *config, const ConfigMailbox *mailbox, int fd,
		     bool once);
int edge_delivery_main(const Config *config, int fd);

/* Read a secret (command, file, credential, value); commands run without a shell, 30 s at
 * most. "" if none is set. */
bool edge_read_secret(const ConfigSecret *secret, char **out_secret, GError **error);

#endif
