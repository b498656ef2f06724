/* reading.c: every room's view of one mail, put side by side.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/reading.h"

#include <string.h>

#include "base/words.h"
#include "workflow/vote_tally.h"

void reading_free(Reading *reading)
{
	if (reading == NULL)
		return;
	message_free(reading->message);
	origin_free(reading->origin);
	thread_free(reading->thread);
	quote_free(reading->quote);
	proof_free(reading->proof);
	tag_free(reading->tag);
	field_free_all(reading->fields);
	command_free_all(reading->commands);
	token_claim_free(reading->claim);
	g_free(reading);
}

static bool is_of_person(const TokenClaim *claim, const Person *person)
{
	return person != NULL && strcmp(claim->person, person->id) == 0;
}

/* Keeps the better of two claims: the sender's own. Two items are one too many. */
static void take_claim(Reading *reading, TokenClaim *claim)
{
	if (claim == NULL)
		return;
	reading->names_two_items |=
		reading->claim != NULL && strcmp(reading->claim->item, claim->item) != 0;
	bool is_better = reading->claim == NULL ||
			 (is_of_person(claim, reading->sender) &&
			  !is_of_person(reading->claim, reading->sender));
	TokenClaim *worse = is_better ? reading->claim : claim;
	if (is_better)
		reading->claim = claim;
	token_claim_free(worse);
}

/* The tokens that are ours; who one was made for is the claim's, not the sender's. */
static void read_claim(Reading *reading, const ReadingInput *input)
{
	if (input->persons == NULL)
		return;
	for (guint i = 0; i < reading->thread->tokens->len; i++)
		take_claim(reading,
			   token_read(input->persons,
				      g_ptr_array_index(reading->thread->tokens, i)));
	if (reading->claim == NULL && reading->thread->reference_token != NULL)
		reading->claim =
			token_read(input->persons, reading->thread->reference_token);
	reading->is_claim_conflict =
		reading->claim != NULL && !is_of_person(reading->claim, reading->sender);
}

/* A good signature is worth what its key is: only one of the sender's own counts. */
static bool is_of_sender(const SignatureFacts *signature, const Person *sender)
{
	return signature != NULL && signature->state == SIGNATURE_GOOD &&
	       sender != NULL && sender->keys != NULL &&
	       words_list_has(sender->keys, signature->fingerprint);
}

static void read_proof(Reading *reading, const ReadingInput *input, bool has_sent_token,
		       const SignatureFacts *signature)
{
	bool is_bound = reading->claim != NULL && !reading->is_claim_conflict;
	ProofInput proof = {.authserv = input->authserv,
			    .is_sender_known = reading->sender != NULL,
			    .has_token = is_bound ||
					 (has_sent_token && !reading->is_claim_conflict),
			    .has_signature = is_of_sender(signature, reading->sender),
			    .has_bad_signature = signature != NULL &&
						 signature->state == SIGNATURE_BAD};
	reading->proof = proof_judge(reading->message, &proof);
}

/* Who signs: by name, else by address; where From has no address, by what stands there.
 */
static char *writer_of(const Message *message)
{
	if (message->from == NULL)
		return g_strdup(message->from_count == 0 ? message_header(message, "From")
							 : NULL);
	const char *address = message->from->address;
	const char *name = *message->from->name != '\0' ? message->from->name : address;
	return g_strconcat(name, " <", address, ">", NULL);
}

/* A subject that is an order by itself: `broken D-12#2: evidence`. */
static void read_subject(Reading *reading)
{
	g_autoptr(Commands) orders =
		command_read(reading->tag->title, 0, false, NULL, NULL);
	GPtrArray *commands = reading->commands->commands;
	if (commands->len > 0 || orders->commands->len != 1)
		return;
	Command *order = g_ptr_array_index(orders->commands, 0);
	if (order->name != COMMAND_BROKEN || !order->ok)
		return;
	order->line = 0;
	g_ptr_array_add(commands, g_ptr_array_steal_index(orders->commands, 0));
}

static bool is_from_list(const Message *message)
{
	return message_header(message, "List-Id") != NULL ||
	       message_header(message, "List-Post") != NULL;
}

/* The tag; also one that a person has put before the subject of a mail of others, where
 * lists put their names: `[DECISION] Re: Move CI`. Of two, that which escalates counts.
 */
static Tag *read_tag(const Reading *reading, const ReadingInput *input)
{
	const ThreadFacts *thread = reading->thread;
	g_autoptr(Tag) tag = tag_read(thread->subject, input->rules);
	g_autoptr(Tag) outer =
		thread->marked != NULL ? tag_read(thread->marked, input->rules) : NULL;
	bool is_outer = outer != NULL && outer->rule != NULL &&
			(tag->rule == NULL || outer->rule->opens == KIND_ESCALATION);
	if (!is_outer) {
		tag_drop_markers(tag, is_from_list(reading->message), input->marks.noise,
				 input->rules);
		return g_steal_pointer(&tag);
	}
	g_free(outer->title);
	outer->title = g_steal_pointer(&tag->title);
	return g_steal_pointer(&outer);
}

Reading *reading_new(Message *message, const ReadingInput *input)
{
	Reading *reading = g_new0(Reading, 1);
	g_autofree char *writer = writer_of(message);
	reading->message = message;
	reading->origin = origin_judge(message, &input->marks);
	reading->thread =
		thread_read(message, input->marks.addresses, input->marks.noise);
	reading->quote = quote_split(message->text, writer);
	reading->tag = read_tag(reading, input);
	return reading;
}

static void read_orders(Reading *reading, const ReadingInput *input)
{
	const Message *message = reading->message;
	bool answers = reading->thread->is_reply || reading->claim != NULL ||
		       reading->thread->tokens->len > 0 ||
		       reading->thread->reference_token != NULL;
	reading->fields = field_read(reading->quote->new_text, !answers);
	/* Who tells how a vote ended casts none. */
	bool may_vote = answers && !vote_is_announced(message->subject);
	reading->commands =
		command_read(reading->quote->new_text, reading->fields->lines, may_vote,
			     message->from != NULL ? message->from->address : NULL,
			     rules_dialect(input->rules));
	if (answers && reading->tag->rule == NULL)
		command_add_fields(reading->commands, reading->fields->fields,
				   reading->quote->new_text);
	read_subject(reading);
}

void reading_judge(Reading *reading, const ReadingInput *input, bool has_sent_token,
		   const SignatureFacts *signature)
{
	const Address *from = reading->message->from;
	if (from != NULL && input->people != NULL)
		reading->sender = people_by_address(input->people, from->address);
	read_claim(reading, input);
	read_proof(reading, input, has_sent_token, signature);
	read_orders(reading, input);
}

void reading_confirm(Reading *reading, Proof proof)
{
	ProofFacts *facts = reading->proof;
	if (!facts->is_contradicted && reading->sender != NULL)
		facts->proof = MAX(facts->proof, proof);
	reading->is_confirmed = true;
}

void reading_doubt_id(Reading *reading)
{
	ProofFacts *facts = reading->proof;
	if (facts->proof != PROOF_TOKEN)
		return;
	facts->proof = PROOF_FROM;
	g_free(facts->reason);
	facts->reason = g_strdup("the notice it answers was about something else");
}

/* Who answers a question by numbers says what the answer is; "1: yes, 2: no" to a
 * proposal is no vote on the whole of it. */
void reading_take_for(Reading *reading, Kind kind)
{
	bool is_order = kind == KIND_DECISION || kind == KIND_ESCALATION;
	command_forget_lines(reading->commands, !is_order);
}

/* ---- as JSON ------------------------------------------------------------------- */

static json_t *texts(const GPtrArray *array)
{
	json_t *list = json_array();
	for (guint i = 0; i < array->len; i++)
		json_array_append_new(list, json_text(g_ptr_array_index(array, i)));
	return list;
}

static json_t *addresses(const GPtrArray *array)
{
	json_t *list = json_array();
	for (guint i = 0; i < array->len; i++) {
		const Address *address = g_ptr_array_index(array, i);
		json_array_append_new(list, json_pack("{s:o, s:o}", "address",
						      json_text(address->address), "name",
						      json_text(address->name)));
	}
	return list;
}

static json_t *from_json(const Address *from)
{
	return json_pack("{s:o, s:o}", "address",
			 json_text(from != NULL ? from->address : NULL), "name",
			 json_text(from != NULL ? from->name : NULL));
}

static json_t *bounces_json(const GPtrArray *bounces)
{
	json_t *list = json_array();
	for (guint i = 0; i < bounces->len; i++) {
		const Bounce *bounce = g_ptr_array_index(bounces, i);
		json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:b}", "recipient",
						      json_text(bounce->recipient),
						      "action", json_text(bounce->action),
						      "status", json_text(bounce->status),
						      "permanent", bounce->is_permanent));
	}
	return list;
}

static json_t *thread_json(const Reading *reading)
{
	const GPtrArray *replied = reading->message->in_reply_to;
	const ThreadFacts *thread = reading->thread;
	const char *token = thread->tokens->len > 0 ? g_ptr_array_index(thread->tokens, 0)
						    : thread->reference_token;
	return json_pack(
		"{s:o, s:o, s:o, s:o}", "in_reply_to",
		json_text(replied->len > 0 ? g_ptr_array_index(replied, 0) : NULL),
		"references", texts(reading->message->references), "token",
		json_text(token), "subject_id", json_text(thread->subject_id));
}

static json_t *attributes_json(const Tag *tag)
{
	json_t *object = json_object();
	for (guint i = 0; i < tag->names->len; i++)
		json_object_set_new(object, g_ptr_array_index(tag->names, i),
				    json_text(g_ptr_array_index(tag->values, i)));
	return object;
}

static json_t *fields_json(const Fields *fields)
{
	json_t *object = json_object();
	for (guint i = 0; i < fields->fields->len; i++) {
		const Field *field = g_ptr_array_index(fields->fields, i);
		if (json_object_get(object, field->name) == NULL)
			json_object_set_new(object, field->name, json_text(field->value));
	}
	return object;
}

static json_t *commands_json(const Commands *commands)
{
	json_t *list = json_array();
	for (guint i = 0; i < commands->commands->len; i++) {
		const Command *command = g_ptr_array_index(commands->commands, i);
		/* It stands among the fields. */
		if (command->is_field)
			continue;
		json_t *row = json_pack("{s:i, s:o, s:o, s:b, s:o, s:o}", "line",
					command->line, "name", json_text(command->word),
					"argument", json_text(command->argument), "ok",
					command->ok, "error", json_text(command->error),
					"suggestion", json_text(command->suggestion));
		if (command->target > 0)
			json_object_set_new(row, "target", json_integer(command->target));
		json_array_append_new(list, row);
	}
	return list;
}

static json_t *position_json(const Position *position)
{
	if (position == NULL)
		return json_null();
	return json_pack("{s:s, s:o, s:o}", "value", position_value_name(position->value),
			 "token", json_text(position->token), "reason",
			 json_text(position->reason));
}

static json_t *attachments_json(const GPtrArray *attachments)
{
	json_t *list = json_array();
	for (guint i = 0; i < attachments->len; i++) {
		const Attachment *attachment = g_ptr_array_index(attachments, i);
		json_array_append_new(list,
				      json_pack("{s:o, s:o, s:I}", "name",
						json_text(attachment->name), "type",
						json_text(attachment->type), "bytes",
						(json_int_t)attachment->bytes));
	}
	return list;
}

json_t *reading_json(const Reading *reading)
{
	const Message *message = reading->message;
	json_t *object = json_object();
	json_object_set_new(object, "message_id", json_text(message->message_id));
	json_object_set_new(object, "date", json_instant(message->date));
	json_object_set_new(object, "from", from_json(message->from));
	json_object_set_new(object, "to", addresses(message->to));
	json_object_set_new(object, "subject", json_text(message->subject));
	json_object_set_new(object, "base_subject", json_text(reading->tag->title));
	json_object_set_new(object, "origin",
			    json_text(origin_name(reading->origin->origin)));
	json_object_set_new(object, "reason", json_text(reading->origin->reason));
	json_object_set_new(object, "may_answer",
			    json_boolean(reading->origin->may_answer));
	json_object_set_new(object, "bounce", bounces_json(reading->origin->bounces));
	json_object_set_new(object, "proof",
			    json_text(proof_name(reading->proof->proof)));
	json_object_set_new(object, "proof_reason", json_text(reading->proof->reason));
	json_object_set_new(object, "thread", thread_json(reading));
	json_object_set_new(object, "tag", json_text(reading->tag->word));
	json_object_set_new(object, "project", json_text(reading->tag->project));
	json_object_set_new(object, "attributes", attributes_json(reading->tag));
	json_object_set_new(object, "fields", fields_json(reading->fields));
	json_object_set_new(object, "commands", commands_json(reading->commands));
	json_object_set_new(object, "position",
			    position_json(reading->commands->position));
	json_object_set_new(object, "text",
			    json_pack("{s:o, s:o, s:o}", "new",
				      json_text(reading->quote->new_text), "quoted",
				      json_text(reading->quote->quoted), "signature",
				      json_text(reading->quote->signature)));
	json_object_set_new(object, "attachments",
			    attachments_json(message->attachments));
	json_object_set_new(object, "trouble", texts(message->trouble));
	return object;
}
