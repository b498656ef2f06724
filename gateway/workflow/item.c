/* item.c: one piece of work as a value: made, copied, looked into.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/item.h"

#include <string.h>

static const char *const STATE_NAMES[] = {
	[STATE_DRAFT] = "draft",
	[STATE_PROPOSED] = "proposed",
	[STATE_ON_HOLD] = "on-hold",
	[STATE_FINAL_CALL] = "final-call",
	[STATE_ACCEPTED] = "accepted",
	[STATE_REJECTED] = "rejected",
	[STATE_WITHDRAWN] = "withdrawn",
	[STATE_IMPLEMENTED] = "implemented",
	[STATE_SUPERSEDED] = "superseded",
	[STATE_DEPRECATED] = "deprecated",
	[STATE_EXPIRED] = "expired",
	[STATE_OPEN] = "open",
	[STATE_ANSWERED] = "answered",
	[STATE_CLOSED] = "closed",
	[STATE_RECORDED] = "recorded",
	[STATE_RAISED] = "raised",
	[STATE_ACKNOWLEDGED] = "acknowledged",
	[STATE_RESOLVED] = "resolved",
	[STATE_EXHAUSTED] = "exhausted",
	[STATE_ANNOUNCED] = "announced",
	[STATE_READING] = "reading",
	[STATE_RELEASED] = "released",
	[STATE_HELD] = "held",
	[STATE_NOTED] = "noted",
};

static const char *const CLOCK_NAMES[] = {
	[CLOCK_RUNNING] = "running",
	[CLOCK_PAUSED] = "paused",
	[CLOCK_MET] = "met",
	[CLOCK_BREACHED] = "breached",
	[CLOCK_CANCELLED] = "cancelled",
};

/* The allowed moves; what is not here is not possible (TIME G). */
static const struct {
	Kind kind;
	State from, to;
} MOVES[] = {
	{KIND_DECISION, STATE_DRAFT, STATE_PROPOSED},
	{KIND_DECISION, STATE_DRAFT, STATE_WITHDRAWN},
	{KIND_DECISION, STATE_DRAFT, STATE_EXPIRED},
	{KIND_DECISION, STATE_PROPOSED, STATE_ON_HOLD},
	{KIND_DECISION, STATE_PROPOSED, STATE_FINAL_CALL},
	{KIND_DECISION, STATE_PROPOSED, STATE_ACCEPTED},
	{KIND_DECISION, STATE_PROPOSED, STATE_REJECTED},
	{KIND_DECISION, STATE_PROPOSED, STATE_WITHDRAWN},
	{KIND_DECISION, STATE_PROPOSED, STATE_EXPIRED},
	{KIND_DECISION, STATE_ON_HOLD, STATE_PROPOSED},
	{KIND_DECISION, STATE_ON_HOLD, STATE_WITHDRAWN},
	{KIND_DECISION, STATE_ON_HOLD, STATE_REJECTED},
	{KIND_DECISION, STATE_FINAL_CALL, STATE_PROPOSED},
	{KIND_DECISION, STATE_FINAL_CALL, STATE_ON_HOLD},
	{KIND_DECISION, STATE_FINAL_CALL, STATE_EXPIRED},
	{KIND_DECISION, STATE_FINAL_CALL, STATE_ACCEPTED},
	{KIND_DECISION, STATE_FINAL_CALL, STATE_REJECTED},
	{KIND_DECISION, STATE_FINAL_CALL, STATE_WITHDRAWN},
	{KIND_DECISION, STATE_ACCEPTED, STATE_IMPLEMENTED},
	{KIND_DECISION, STATE_ACCEPTED, STATE_SUPERSEDED},
	{KIND_DECISION, STATE_ACCEPTED, STATE_DEPRECATED},
	{KIND_DECISION, STATE_ACCEPTED, STATE_PROPOSED},
	{KIND_DECISION, STATE_REJECTED, STATE_PROPOSED},
	{KIND_DECISION, STATE_WITHDRAWN, STATE_PROPOSED},
	{KIND_DECISION, STATE_EXPIRED, STATE_PROPOSED},
	{KIND_DECISION, STATE_WITHDRAWN, STATE_DRAFT},
	{KIND_DECISION, STATE_EXPIRED, STATE_DRAFT},
	{KIND_DECISION, STATE_IMPLEMENTED, STATE_PROPOSED},
	{KIND_DECISION, STATE_IMPLEMENTED, STATE_SUPERSEDED},
	{KIND_DECISION, STATE_IMPLEMENTED, STATE_DEPRECATED},
	{KIND_DECISION, STATE_DEPRECATED, STATE_PROPOSED},
	/* When what took its place is open again. */
	{KIND_DECISION, STATE_SUPERSEDED, STATE_ACCEPTED},
	{KIND_DECISION, STATE_SUPERSEDED, STATE_IMPLEMENTED},
	{KIND_QUESTION, STATE_OPEN, STATE_ANSWERED},
	{KIND_QUESTION, STATE_OPEN, STATE_CLOSED},
	{KIND_QUESTION, STATE_OPEN, STATE_WITHDRAWN},
	{KIND_QUESTION, STATE_ANSWERED, STATE_OPEN},
	{KIND_QUESTION, STATE_ANSWERED, STATE_CLOSED},
	{KIND_QUESTION, STATE_CLOSED, STATE_OPEN},
	{KIND_QUESTION, STATE_WITHDRAWN, STATE_OPEN},
	{KIND_ESCALATION, STATE_RAISED, STATE_ACKNOWLEDGED},
	{KIND_ESCALATION, STATE_RAISED, STATE_RESOLVED},
	{KIND_ESCALATION, STATE_RAISED, STATE_WITHDRAWN},
	{KIND_ESCALATION, STATE_RAISED, STATE_EXHAUSTED},
	{KIND_ESCALATION, STATE_ACKNOWLEDGED, STATE_RAISED},
	{KIND_ESCALATION, STATE_ACKNOWLEDGED, STATE_RESOLVED},
	{KIND_ESCALATION, STATE_ACKNOWLEDGED, STATE_WITHDRAWN},
	{KIND_ESCALATION, STATE_EXHAUSTED, STATE_ACKNOWLEDGED},
	{KIND_ESCALATION, STATE_EXHAUSTED, STATE_RESOLVED},
	{KIND_ESCALATION, STATE_EXHAUSTED, STATE_WITHDRAWN},
	{KIND_ESCALATION, STATE_RESOLVED, STATE_RAISED},
	{KIND_ESCALATION, STATE_WITHDRAWN, STATE_RAISED},
};

bool state_may_become(Kind kind, State from, State to)
{
	for (size_t i = 0; i < G_N_ELEMENTS(MOVES); i++)
		if (MOVES[i].kind == kind && MOVES[i].from == from && MOVES[i].to == to)
			return true;
	return false;
}

const char *state_name(State state)
{
	return STATE_NAMES[state];
}

static bool find_name(const char *const *names, size_t count, const char *name,
		      int *out_index)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0) {
			*out_index = (int)i;
			return true;
		}
	}
	return false;
}

bool state_from_name(const char *name, State *out_state)
{
	int index = 0;
	if (!find_name(STATE_NAMES, G_N_ELEMENTS(STATE_NAMES), name, &index))
		return false;
	*out_state = (State)index;
	return true;
}

const char *clock_state_name(ClockState state)
{
	return CLOCK_NAMES[state];
}

bool clock_state_from_name(const char *name, ClockState *out_state)
{
	int index = 0;
	if (!find_name(CLOCK_NAMES, G_N_ELEMENTS(CLOCK_NAMES), name, &index))
		return false;
	*out_state = (ClockState)index;
	return true;
}

void stance_free(Stance *stance)
{
	if (stance == NULL)
		return;
	g_free(stance->person);
	g_free(stance->reason);
	g_free(stance->proof);
	g_free(stance->message_id);
	g_free(stance);
}

void clock_free(Clock *clock)
{
	if (clock == NULL)
		return;
	g_free(clock->name);
	g_free(clock->person);
	g_free(clock->norm);
	json_decref(clock->data);
	g_free(clock);
}

Item *item_new(Kind kind, int64_t number)
{
	Item *item = g_new0(Item, 1);
	item->kind = kind;
	item->number = number;
	item->id = g_strdup_printf("%c-%" G_GINT64_FORMAT, kind_letter(kind), number);
	item->opened = item->changed = item->closed = item->due = INSTANT_NONE;
	item->tags = g_ptr_array_new_with_free_func(g_free);
	item->fields = json_object();
	item->details = json_object();
	item->stances = g_ptr_array_new_with_free_func((GDestroyNotify)stance_free);
	item->clocks = g_ptr_array_new_with_free_func((GDestroyNotify)clock_free);
	return item;
}

static gpointer copy_stance(gconstpointer source, gpointer data G_GNUC_UNUSED)
{
	const Stance *stance = source;
	Stance *copy = g_new0(Stance, 1);
	*copy = *stance;
	copy->person = g_strdup(stance->person);
	copy->reason = g_strdup(stance->reason);
	copy->proof = g_strdup(stance->proof);
	copy->message_id = g_strdup(stance->message_id);
	return copy;
}

static gpointer copy_clock(gconstpointer source, gpointer data G_GNUC_UNUSED)
{
	const Clock *clock = source;
	Clock *copy = g_new0(Clock, 1);
	*copy = *clock;
	copy->name = g_strdup(clock->name);
	copy->person = g_strdup(clock->person);
	copy->norm = g_strdup(clock->norm);
	copy->data = json_deep_copy(clock->data);
	return copy;
}

static gpointer copy_text(gconstpointer source, gpointer data G_GNUC_UNUSED)
{
	return g_strdup(source);
}

Item *item_copy(const Item *item)
{
	Item *copy = item_new(item->kind, item->number);
	copy->state = item->state;
	copy->title = g_strdup(item->title);
	copy->owner = g_strdup(item->owner);
	copy->opener = g_strdup(item->opener);
	copy->project = g_strdup(item->project);
	copy->rule = g_strdup(item->rule);
	copy->opened = item->opened;
	copy->changed = item->changed;
	copy->closed = item->closed;
	copy->due = item->due;
	copy->root_message_id = g_strdup(item->root_message_id);
	g_ptr_array_extend(copy->tags, item->tags, copy_text, NULL);
	json_decref(copy->fields);
	copy->fields = json_deep_copy(item->fields);
	json_decref(copy->details);
	copy->details = json_deep_copy(item->details);
	g_ptr_array_extend(copy->stances, item->stances, copy_stance, NULL);
	g_ptr_array_extend(copy->clocks, item->clocks, copy_clock, NULL);
	return copy;
}

void item_free(Item *item)
{
	if (item == NULL)
		return;
	g_free(item->id);
	g_free(item->title);
	g_free(item->owner);
	g_free(item->opener);
	g_free(item->project);
	g_free(item->rule);
	g_free(item->root_message_id);
	g_ptr_array_unref(item->tags);
	json_decref(item->fields);
	json_decref(item->details);
	g_ptr_array_unref(item->stances);
	g_ptr_array_unref(item->clocks);
	g_free(item);
}

json_t *stance_json(const Stance *stance)
{
	return json_pack("{s:o, s:s, s:o, s:o, s:o, s:b, s:b, s:o}", "person",
			 json_text(stance->person), "position",
			 position_value_name(stance->value), "reason",
			 json_text(stance->reason), "at", json_instant(stance->at),
			 "proof", json_text(stance->proof), "resolved",
			 stance->is_resolved, "counted", stance->is_counted, "message_id",
			 json_text(stance->message_id));
}

Stance *item_stance(const Item *item, const char *person)
{
	for (guint i = 0; i < item->stances->len; i++) {
		Stance *stance = g_ptr_array_index(item->stances, i);
		if (strcmp(stance->person, person) == 0)
			return stance;
	}
	return NULL;
}

Clock *item_clock(const Item *item, const char *name)
{
	for (guint i = 0; i < item->clocks->len; i++) {
		Clock *clock = g_ptr_array_index(item->clocks, i);
		if (g_strcmp0(clock->name, name) == 0)
			return clock;
	}
	return NULL;
}

bool item_has_effect(const Item *item)
{
	return item->state == STATE_ACCEPTED || item->state == STATE_IMPLEMENTED;
}

bool item_is_open(const Item *item)
{
	switch (item->state) {
	case STATE_DRAFT:
	case STATE_PROPOSED:
	case STATE_ON_HOLD:
	case STATE_FINAL_CALL:
	case STATE_OPEN:
	case STATE_RAISED:
	case STATE_ACKNOWLEDGED:
	case STATE_EXHAUSTED:
	case STATE_ANNOUNCED:
	case STATE_READING:
		return true;
	case STATE_ACCEPTED:
	case STATE_REJECTED:
	case STATE_WITHDRAWN:
	case STATE_IMPLEMENTED:
	case STATE_SUPERSEDED:
	case STATE_DEPRECATED:
	case STATE_EXPIRED:
	case STATE_ANSWERED:
	case STATE_CLOSED:
	case STATE_RECORDED:
	case STATE_RESOLVED:
	case STATE_RELEASED:
	case STATE_HELD:
	case STATE_NOTED:
		return false;
	}
	return false;
}

GPtrArray *item_people(const Item *item, const char *key)
{
	GPtrArray *ids = g_ptr_array_new();
	size_t index;
	json_t *value;
	json_array_foreach(json_object_get(item->details, key), index,
			   value) if (json_is_string(value))
		g_ptr_array_add(ids, (gpointer)(uintptr_t)json_string_value(value));
	return ids;
}

void item_set_people(Item *item, const char *key, const GPtrArray *ids)
{
	json_t *array = json_array();
	for (guint i = 0; i < ids->len; i++)
		json_array_append_new(array, json_text(g_ptr_array_index(ids, i)));
	json_object_set_new(item->details, key, array);
}
