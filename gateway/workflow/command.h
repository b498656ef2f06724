/* command.h: what a reply orders: commands and positions. DESIGN 6.3, MAIL 7 and 8. Fails
 * closed. */
#ifndef WORKFLOW_COMMAND_H
#define WORKFLOW_COMMAND_H

#include <stdbool.h>
#include <glib.h>

typedef enum {
	COMMAND_POSITION, /* agree, abstain, disagree, concern, object and their synonyms
			   */
	COMMAND_RESOLVE,
	COMMAND_SECOND,
	COMMAND_HOLD,
	COMMAND_DECIDE,
	COMMAND_REJECT,
	COMMAND_WITHDRAW,
	COMMAND_REOPEN,
	COMMAND_IMPLEMENTED,
	COMMAND_DEPRECATE,
	COMMAND_SUPERSEDES,
	COMMAND_PARK,	/* an objection whose author is silent */
	COMMAND_CHOOSE, /* among the options, where they are balloted on */
	COMMAND_REVIEW,
	COMMAND_DUE,
	COMMAND_WINDOW, /* one of those offered */
	COMMAND_EXTEND, /* more time */
	COMMAND_DROP,	/* given up, or out of force */
	COMMAND_HELPED, /* a review: it did */
	COMMAND_IMPROVE,
	COMMAND_HELD, /* what was expected came about */
	COMMAND_FAILED,
	COMMAND_UNCLEAR,
	COMMAND_BROKEN, /* an assumption */
	COMMAND_KEEP,	/* its owner's answer */
	COMMAND_CHANGE,
	COMMAND_OWNER,
	COMMAND_DELEGATE,
	COMMAND_SNOOZE,
	COMMAND_ACK,
	COMMAND_UPDATE,	 /* word of how it stands, and no answer yet */
	COMMAND_WAITING, /* its owner asks back */
	COMMAND_RESOLVED,
	COMMAND_ESCALATE,
	COMMAND_URGENT,
	COMMAND_DONE,
	COMMAND_ANSWER,
	COMMAND_READ,
	COMMAND_TAKEAWAY,
	COMMAND_AWAY,
	COMMAND_BACK,
	COMMAND_ZONE,
	COMMAND_HOURS,
	COMMAND_DIGEST,
	COMMAND_MUTE,
	COMMAND_WHY,
	COMMAND_UNMUTE,
	COMMAND_FOCUS,
	COMMAND_SLOTS,
	COMMAND_HELP,
	COMMAND_NEW,	 /* !new: the tag of this reply opens an item */
	COMMAND_CONFIRM, /* the one-time reply to a held action */
	COMMAND_UNKNOWN, /* written as a command (sigil), and none */
} CommandName;

typedef enum {
	POSITION_NONE,
	POSITION_AGREE,
	POSITION_ABSTAIN,
	POSITION_DISAGREE,
	POSITION_CONCERN,
	POSITION_OBJECT,
	POSITION_UNCLEAR,
} PositionValue;
const char *position_value_name(PositionValue value);
bool position_value_from_name(const char *name, PositionValue *out_value);

typedef struct {
	int line;      /* of the new text, from 1 */
	char *written; /* the line */
	CommandName name;
	char *word;	/* canonical: "agree", "decide" */
	char *argument; /* "" if none */
	int target;	/* `3: agree` acts on line 3 of a digest; 0: the item at hand */
	bool ok;
	char *error;	     /* if not ok */
	char *suggestion;    /* nearest valid form, or NULL */
	PositionValue value; /* of a position */
	bool is_field;	     /* `Owner: maria` in a reply: an order, unless the item is
				still a draft, whose field it is */
} Command;

typedef struct {
	PositionValue value;
	char *token;  /* as written: "+1" */
	char *reason; /* "" if none */
	bool is_nonbinding;
} Position;

typedef struct {
	GPtrArray *commands; /* of Command: at most 10, stops after 5 unknown */
	Position *position;  /* what the whole mail says about the question asked; NULL:
				nothing */
} Commands;

typedef struct Dialect Dialect; /* dialect.h */

/* `text` is the new text; its first `skip_lines` lines are fields. `is_reply`: bare words
 * count only there. `sender` (NULL: unknown) is the address whose own trailer lines
 * (`Acked-by:`) count. `dialect` (NULL: none) are the words of the team's own language.
 */
Commands *command_read(const char *text, int skip_lines, bool is_reply,
		       const char *sender, const Dialect *dialect);

/* Adds an order for every field of a reply that is one by another name: owner, due,
 * review, supersedes. `text` is the new text. */
void command_add_fields(Commands *commands, const GPtrArray *fields, const char *text);

/* The mail answers no list: `3: agree` is no order. `is_prose`: what stands there is what
 * its writer has to say; else it is kept as one that cannot be followed. */
void command_forget_lines(Commands *commands, bool is_prose);

/* So many, or so many that nobody understands, that no more are taken. */
bool command_is_full(const Commands *commands);

void command_free_all(Commands *commands);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Commands, command_free_all)

#endif
