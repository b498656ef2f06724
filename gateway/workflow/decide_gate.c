/* decide_gate.c: which mails go no further: those of machines, of nobody, of strangers.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decide_gate.h"

#include "workflow/away.h"

void decide_tell_operator(const Desk *desk, Plan *plan)
{
	const Person *operator_person =
		people_find(desk->people, desk->config->operator_id);
	if (operator_person == NULL)
		return;
	Duty *duty = duty_new(DUTY_HELD, NULL, operator_person->id,
			      person_next_delivery(operator_person, desk->now));
	LocalTime local = zone_local(operator_person->zone, duty->due);
	duty->key = g_strdup_printf("held:%s:%04d-%02d-%02d", operator_person->id,
				    local.year, local.month, local.day);
	plan_duty(plan, duty);
}

void decide_hold(const Desk *desk, Plan *plan, const char *reason)
{
	plan_dispose(plan, DISPOSITION_HELD, "%s", reason);
	decide_tell_operator(desk, plan);
}

static bool is_machine(Origin origin)
{
	switch (origin) {
	case ORIGIN_OWN:
	case ORIGIN_BOUNCE:
	case ORIGIN_FEEDBACK:
	case ORIGIN_RECEIPT:
	case ORIGIN_AUTOMATIC:
	case ORIGIN_OUT_OF_OFFICE:
		return true;
	case ORIGIN_PERSON:
	case ORIGIN_LIST:
		return false;
	}
	return true;
}

bool decide_stops_at_gate(const Desk *desk, const Reading *reading, Plan *plan)
{
	if (is_machine(reading->origin->origin)) {
		plan_dispose(plan, DISPOSITION_IGNORED, "%s: %s",
			     origin_name(reading->origin->origin),
			     reading->origin->reason);
		if (reading->origin->origin == ORIGIN_OUT_OF_OFFICE)
			away_suggest(desk, reading, plan);
		return true;
	}
	if (reading->message->from == NULL) {
		plan_dispose(plan, DISPOSITION_ASIDE, "no readable sender");
		decide_tell_operator(desk, plan);
		return true;
	}
	if (reading->proof->is_contradicted) {
		decide_hold(desk, plan, reading->proof->reason);
		return true;
	}
	if (reading->sender == NULL) {
		decide_hold(desk, plan, "sender not known");
		return true;
	}
	return false;
}
