/* intake_release.c: a held mail takes effect after all.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/intake_release.h"

#include "engine/apply.h"
#include "engine/intake_record.h"
#include "engine/reply.h"

bool intake_release(Engine *engine, int64_t inbox_id, Proof proof, const char *reason,
		    GError **error)
{
	g_autoptr(InboxRow) row = NULL;
	if (!inbox_find_id(engine->store, inbox_id, &row, error))
		return false;
	if (row == NULL || row->disposition != DISPOSITION_HELD)
		return fault(error, FAULT_UNREADABLE,
			     "that mail waits no more, since it was confirmed or "
			     "dropped");
	if (row->raw == NULL)
		return fault(error, FAULT_UNREADABLE,
			     "it was too large to keep; write it again");
	Message *message = message_read(row->raw, &engine->limits, error);
	if (message == NULL)
		return false;
	g_autoptr(Reading) reading = reading_new(message, &engine->input);
	reading_judge(reading, &engine->input, true, NULL);
	reading_confirm(reading, proof);
	Instant now = world_now(engine->world);
	g_autoptr(Plan) plan = NULL;
	if (!reply_mail(engine, reading, now, &plan, error))
		return false;
	if (plan->disposition == DISPOSITION_HELD)
		return fault(error, FAULT_UNREADABLE, "it would be held again: %s",
			     plan->reason);
	g_autofree char *why = g_strdup_printf("%s; %s", plan->reason, reason);
	g_autofree char *hash = intake_record_hash(row->raw);
	return inbox_change(engine->store, inbox_id, plan->disposition, why, plan->item,
			    error) &&
	       intake_record_chain(engine, row, plan, hash, error) &&
	       apply_plan(engine, now, plan, inbox_id, error);
}
