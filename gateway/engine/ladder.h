/* ladder.h: how much one person may be sent before something must be wrong. MAIL 3. */
#ifndef ENGINE_LADDER_H
#define ENGINE_LADDER_H

#include "engine/engine.h"
#include "workflow/plan.h"

/* What may become of a notice: it joins the outbox; it waits there for the operator,
 * since a limit was reached; or it is not sent at all: the address does not take mail,
 * the same was said within a day, or too much is kept back already. Escalation steps are
 * not counted: their policy is their ladder. */
typedef enum { LADDER_ALLOWS, LADDER_KEEPS, LADDER_DROPS } LadderWord;
/* *out_why, owned, if it does not allow. */
bool ladder_judge(Engine *engine, Instant now, const Notice *notice, LadderWord *out_word,
		  char **out_why, GError **error);

/* Has this person had all the answers an hour allows? *out_why, owned, says so. */
bool ladder_is_flooded(Engine *engine, Instant now, const char *person, bool is_doubtful,
		       char **out_why, GError **error);

/* A report, or the next server, says that an address was not reached; `status` as in RFC
 * 3463, "" if none was said. What is a matter of policy (x.7.x) says nothing about the
 * address. Three failures for good on three days, and only what is urgent or asked for is
 * still sent there. */
bool ladder_note_failure(Engine *engine, Instant now, const char *address,
			 const char *status, bool is_permanent, GError **error);

#endif
