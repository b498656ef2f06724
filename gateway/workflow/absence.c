/* absence.c: going and coming back.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/absence.h"

#include <string.h>

#include "workflow/letter.h"

/* ---- who stands in ------------------------------------------------------ */

/* An absence of the delegate's within this one that leaves nobody, or only the one who
 * goes. */
static DelegateFault check_theirs(const People *people, const Leave *leave,
				  const char *id, const Leave **out_theirs)
{
	g_autoptr(GPtrArray) theirs = people_leaves_of(people, id, leave->start);
	for (guint i = 0; i < theirs->len; i++) {
		const Leave *other = g_ptr_array_index(theirs, i);
		if (other->start >= leave->end)
			continue;
		const Person *third =
			people_stand_in(people, id, MAX(other->start, leave->start));
		bool is_circle = third != NULL && strcmp(third->id, leave->person) == 0;
		if (third != NULL && !is_circle)
			continue;
		*out_theirs = other;
		return is_circle ? DELEGATE_CIRCLE : DELEGATE_AWAY;
	}
	return DELEGATE_FINE;
}

DelegateFault absence_resolve(const People *people, Leave *leave,
			      const Leave **out_theirs)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	*out_theirs = NULL;
	if (leave->delegate == NULL)
		return DELEGATE_FINE;
	if (!people_resolve(people, leave->delegate, ids) || ids->len != 1)
		return DELEGATE_UNKNOWN;
	const char *id = g_ptr_array_index(ids, 0);
	g_free(leave->delegate);
	leave->delegate = g_strdup(id);
	if (strcmp(id, leave->person) == 0)
		return DELEGATE_SELF;
	return check_theirs(people, leave, id, out_theirs);
}

static bool refuse_delegate(const Desk *desk, const Leave *leave, DelegateFault why,
			    const Leave *theirs, GError **error)
{
	const char *name = letter_name(desk, leave->delegate);
	g_autofree char *until =
		theirs != NULL ? zone_format(people_zone(desk->people), theirs->end)
			       : NULL;
	switch (why) {
	case DELEGATE_FINE:
		return true;
	case DELEGATE_UNKNOWN:
		return fault(error, FAULT_UNREADABLE, "'%s' is not one person we know",
			     leave->delegate);
	case DELEGATE_SELF:
		return fault(error, FAULT_UNREADABLE,
			     "%s cannot stand in for themselves; name somebody else, or "
			     "nobody",
			     name);
	case DELEGATE_AWAY:
		return fault(error, FAULT_UNREADABLE,
			     "%s is away too, until %s; name somebody else, or nobody",
			     name, until);
	case DELEGATE_CIRCLE:
		return fault(error, FAULT_UNREADABLE,
			     "%s is away too, until %s, and has named %s; name somebody "
			     "else, or nobody",
			     name, until, leave->person);
	}
	return false;
}

Leave *absence_read(const Desk *desk, const Person *person, const char *text,
		    GError **error)
{
	g_autoptr(GError) why = NULL;
	const Leave *theirs = NULL;
	g_autoptr(Leave) leave =
		leave_read(text, person->id, person->zone, desk->now, &why);
	if (leave == NULL) {
		g_autofree char *line = leave_nearest(text, person->zone, desk->now);
		fault(error, FAULT_UNREADABLE, "%s; write '%s'", why->message,
		      line != NULL ? line : "2026-12-01..2026-12-05 delegate NAME");
		return NULL;
	}
	DelegateFault problem = absence_resolve(desk->people, leave, &theirs);
	if (!refuse_delegate(desk, leave, problem, theirs, error))
		return NULL;
	return g_steal_pointer(&leave);
}

/* ---- the two ends ------------------------------------------------------- */

static Duty *duty_at(DutyKind kind, const Leave *leave, Instant at)
{
	Duty *duty = duty_new(kind, NULL, leave->person, at);
	g_free(duty->key);
	duty->key = g_strdup_printf("%s:%s:%" G_GINT64_FORMAT, duty_kind_name(kind),
				    leave->person, at);
	duty->data = json_pack("{s:I, s:I}", "start", (json_int_t)leave->start, "end",
			       (json_int_t)leave->end);
	return duty;
}

Duty *absence_return_duty(const Leave *leave)
{
	return duty_at(DUTY_RETURN, leave, leave->end);
}

Duty *absence_depart_duty(const Leave *leave)
{
	return leave->delegate != NULL ? duty_at(DUTY_DEPART, leave, leave->start) : NULL;
}

void absence_begin(const Desk *desk, const Person *person, Leave *leave, Plan *plan)
{
	(void)desk;
	(void)person;
	Duty *depart = absence_depart_duty(leave);
	plan_duty(plan, absence_return_duty(leave));
	if (depart != NULL)
		plan_duty(plan, depart);
	plan_leave(plan, leave);
}

void absence_end(const Desk *desk, const Person *person, Plan *plan)
{
	const Leave *leave = people_leave_at(desk->people, person->id, desk->now);
	if (leave != NULL) {
		Duty *duty = absence_return_duty(leave);
		duty->due = desk->now;
		g_free(duty->key);
		duty->key = g_strdup_printf("return:%s:%" G_GINT64_FORMAT, person->id,
					    desk->now);
		json_object_set_new(duty->data, "end", json_integer(desk->now));
		plan_duty(plan, duty);
	}
	plan_back(plan, person->id);
}
