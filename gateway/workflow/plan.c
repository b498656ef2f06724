/* plan.c: what should be done, as data that can describe itself.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/plan.h"

#include <stdarg.h>
#include <string.h>

static const char *const DISPOSITION_NAMES[] = {
	[DISPOSITION_APPLIED] = "applied", [DISPOSITION_ANSWERED] = "answered",
	[DISPOSITION_IGNORED] = "ignored", [DISPOSITION_HELD] = "held",
	[DISPOSITION_ASIDE] = "aside",	   [DISPOSITION_DUPLICATE] = "duplicate",
};

static const char *const DUTY_NAMES[] = {
	[DUTY_REMIND] = "remind",     [DUTY_WARN] = "warn",
	[DUTY_BREACH] = "breach",     [DUTY_CLOSE] = "close",
	[DUTY_STEP] = "step",	      [DUTY_LAPSE] = "lapse",
	[DUTY_DIGEST] = "digest",     [DUTY_HELD] = "held",
	[DUTY_REVIEW] = "review",     [DUTY_OBJECTION] = "objection",
	[DUTY_PROGRESS] = "progress", [DUTY_INVITE] = "invite",
	[DUTY_RISK] = "risk",	      [DUTY_RESUME] = "resume",
	[DUTY_DEPART] = "depart",     [DUTY_RETURN] = "return",
	[DUTY_STATS] = "stats",
};

const char *disposition_name(Disposition disposition)
{
	return DISPOSITION_NAMES[disposition];
}

const char *duty_kind_name(DutyKind kind)
{
	return DUTY_NAMES[kind];
}

/* Somebody is to be woken, or it is about no answer. */
bool duty_is_hurried(DutyKind kind)
{
	switch (kind) {
	case DUTY_STEP:
	case DUTY_LAPSE:
	case DUTY_DIGEST:
	case DUTY_HELD:
	case DUTY_STATS:
		return true;
	case DUTY_REMIND:
	case DUTY_WARN:
	case DUTY_BREACH:
	case DUTY_CLOSE:
	case DUTY_REVIEW:
	case DUTY_OBJECTION:
	case DUTY_PROGRESS:
	case DUTY_INVITE:
	case DUTY_RISK:
	case DUTY_RESUME:
	case DUTY_DEPART:
	case DUTY_RETURN:
		return false;
	}
	return false;
}

bool duty_kind_from_name(const char *name, DutyKind *out_kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(DUTY_NAMES); i++) {
		if (strcmp(DUTY_NAMES[i], name) == 0) {
			*out_kind = (DutyKind)i;
			return true;
		}
	}
	return false;
}

Duty *duty_new(DutyKind kind, const char *item, const char *person, Instant due)
{
	Duty *duty = g_new0(Duty, 1);
	duty->kind = kind;
	duty->item = g_strdup(item);
	duty->person = g_strdup(person);
	duty->due = due;
	return duty;
}

void duty_free(Duty *duty)
{
	if (duty == NULL)
		return;
	g_free(duty->key);
	g_free(duty->item);
	g_free(duty->person);
	json_decref(duty->data);
	g_free(duty->reason);
	g_free(duty);
}

void event_free(Event *event)
{
	if (event == NULL)
		return;
	g_free(event->item);
	g_free(event->person);
	g_free(event->what);
	g_free(event->detail);
	json_decref(event->data);
	g_free(event->link);
	g_free(event);
}

void notice_free(Notice *notice)
{
	if (notice == NULL)
		return;
	g_free(notice->key);
	g_free(notice->kind);
	g_free(notice->item);
	g_free(notice->person);
	g_free(notice->address);
	g_free(notice->name);
	g_free(notice->template);
	json_decref(notice->model);
	g_free(notice->echo);
	invite_free(notice->invite);
	g_free(notice->in_reply_to);
	g_free(notice->root);
	g_free(notice->explains);
	g_free(notice);
}

void cancel_free(Cancel *cancel)
{
	if (cancel == NULL)
		return;
	g_free(cancel->item);
	g_free(cancel->person);
	g_free(cancel->notice_kind);
	g_free(cancel->clock);
	g_free(cancel->reason);
	g_free(cancel);
}

static void leave_change_free(LeaveChange *change)
{
	leave_free(change->leave);
	g_free(change->person);
	g_free(change);
}

void burden_free(Burden *burden)
{
	if (burden == NULL)
		return;
	g_free(burden->circle);
	g_free(burden->person);
	g_free(burden->item);
	g_free(burden);
}

Plan *plan_new(void)
{
	Plan *plan = g_new0(Plan, 1);
	plan->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
	plan->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	plan->cancels = g_ptr_array_new_with_free_func((GDestroyNotify)cancel_free);
	plan->duties = g_ptr_array_new_with_free_func((GDestroyNotify)duty_free);
	plan->notices = g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
	plan->profiles =
		g_ptr_array_new_with_free_func((GDestroyNotify)profile_line_free);
	plan->leaves = g_ptr_array_new_with_free_func((GDestroyNotify)leave_change_free);
	plan->releases = g_ptr_array_new_with_free_func(g_free);
	plan->burdens = g_ptr_array_new_with_free_func((GDestroyNotify)burden_free);
	return plan;
}

void plan_free(Plan *plan)
{
	if (plan == NULL)
		return;
	g_free(plan->reason);
	g_free(plan->item);
	g_ptr_array_unref(plan->items);
	g_ptr_array_unref(plan->events);
	g_ptr_array_unref(plan->cancels);
	g_ptr_array_unref(plan->duties);
	g_ptr_array_unref(plan->notices);
	g_ptr_array_unref(plan->leaves);
	g_ptr_array_unref(plan->profiles);
	g_ptr_array_unref(plan->releases);
	g_ptr_array_unref(plan->burdens);
	g_free(plan);
}

void plan_dispose(Plan *plan, Disposition disposition, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_free(plan->reason);
	plan->reason = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	plan->disposition = disposition;
}

void plan_event(Plan *plan, const char *item, Instant at, const char *person,
		const char *what, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	Event *event = g_new0(Event, 1);
	event->detail = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	event->item = g_strdup(item);
	event->at = at;
	event->person = g_strdup(person);
	event->what = g_strdup(what);
	g_ptr_array_add(plan->events, event);
}

void plan_event_data(Plan *plan, json_t *data)
{
	Event *event = g_ptr_array_index(plan->events, plan->events->len - 1);
	json_decref(event->data);
	event->data = data;
}

static bool is_meant(const Cancel *cancel, const Duty *duty)
{
	const char *clock = json_get_text(duty->data, "clock");
	return g_strcmp0(cancel->item, duty->item) == 0 &&
	       (cancel->person == NULL || g_strcmp0(cancel->person, duty->person) == 0) &&
	       (cancel->duty_kind < 0 || cancel->duty_kind == (int)duty->kind) &&
	       (cancel->clock == NULL || g_strcmp0(cancel->clock, clock) == 0);
}

/* Cancels are carried out before duties are added: what is planned already goes here. */
static void take_out(Plan *plan, const Cancel *cancel)
{
	if (cancel->duty_kind < 0 && cancel->notice_kind != NULL)
		return;
	for (guint i = plan->duties->len; i > 0; i--)
		if (is_meant(cancel, g_ptr_array_index(plan->duties, i - 1)))
			g_ptr_array_remove_index(plan->duties, i - 1);
}

static void add_cancel(Plan *plan, Cancel cancel)
{
	Cancel *kept = g_new0(Cancel, 1);
	kept->item = g_strdup(cancel.item);
	kept->person = g_strdup(cancel.person);
	kept->duty_kind = cancel.duty_kind;
	kept->notice_kind = g_strdup(cancel.notice_kind);
	kept->clock = g_strdup(cancel.clock);
	kept->reason = g_strdup(cancel.reason);
	g_ptr_array_add(plan->cancels, kept);
	take_out(plan, kept);
}

static char *borrow(const char *text)
{
	return (char *)(uintptr_t)text;
}

void plan_cancel(Plan *plan, const char *item, const char *person, int duty_kind,
		 const char *notice_kind, const char *reason)
{
	add_cancel(plan, (Cancel){.item = borrow(item),
				  .person = borrow(person),
				  .duty_kind = duty_kind,
				  .notice_kind = borrow(notice_kind),
				  .reason = borrow(reason)});
}

void plan_cancel_clock(Plan *plan, const char *item, const char *clock, int duty_kind,
		       const char *notice_kind, const char *reason)
{
	add_cancel(plan,
		   (Cancel){.item = borrow(item),
			    .duty_kind = duty_kind,
			    .notice_kind = borrow(notice_kind != NULL ? notice_kind : ""),
			    .clock = borrow(clock),
			    .reason = borrow(reason)});
}

void plan_item(Plan *plan, Item *item)
{
	g_free(plan->item);
	plan->item = g_strdup(item->id);
	g_ptr_array_add(plan->items, item);
}

void plan_duty(Plan *plan, Duty *duty)
{
	g_ptr_array_add(plan->duties, duty);
}

void plan_notice(Plan *plan, Notice *notice)
{
	g_ptr_array_add(plan->notices, notice);
}

static void add_change(Plan *plan, const char *person, Leave *leave)
{
	LeaveChange *change = g_new0(LeaveChange, 1);
	change->person = g_strdup(person);
	change->leave = leave;
	g_ptr_array_add(plan->leaves, change);
}

void plan_leave(Plan *plan, Leave *leave)
{
	add_change(plan, leave->person, leave);
}

void plan_back(Plan *plan, const char *person)
{
	add_change(plan, person, NULL);
}

void plan_profile(Plan *plan, ProfileLine *line)
{
	g_ptr_array_add(plan->profiles, line);
}

void plan_burden(Plan *plan, Burden *burden)
{
	g_ptr_array_add(plan->burdens, burden);
}

void plan_release(Plan *plan, const char *item)
{
	g_ptr_array_add(plan->releases, g_strdup(item));
}

char *plan_describe(const Plan *plan)
{
	GString *text = g_string_new(disposition_name(plan->disposition));
	if (plan->reason != NULL)
		g_string_append_printf(text, ": %s", plan->reason);
	for (guint i = 0; i < plan->items->len; i++) {
		const Item *item = g_ptr_array_index(plan->items, i);
		g_string_append_printf(text, "; %s %s", item->id,
				       state_name(item->state));
	}
	for (guint i = 0; i < plan->notices->len; i++) {
		const Notice *notice = g_ptr_array_index(plan->notices, i);
		g_string_append_printf(text, "; %s to %s", notice->kind,
				       notice->person != NULL ? notice->person
							      : notice->address);
	}
	return g_string_free(text, FALSE);
}
