/* cmd_inspect.c: how mail is read. Needs no configuration, never fails on a broken mail.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/mail_files.h"
#include "cli/output.h"

#define HEADER_KEPT_BYTES (64 * 1024)

typedef struct {
	const ReadingInput *input;
	const MessageLimits *limits;
	const char *gnupg_home; /* or NULL */
	bool is_json;
	bool one_line;
	int failures;
} Inspection;

/* What is over a limit is read by its header alone. */
static Message *read_whatever(GBytes *raw, int fd, const MessageLimits *limits,
			      char **out_trouble)
{
	g_autoptr(GError) error = NULL;
	Message *message = fd >= 0 ? message_read_file(fd, limits, &error)
				   : message_read(raw, limits, &error);
	if (message != NULL)
		return message;
	*out_trouble = g_strdup(error->message);
	gsize length = 0;
	const char *bytes = g_bytes_get_data(raw, &length);
	if (length == 0)
		bytes = "";
	gsize looked = MIN(length, (gsize)HEADER_KEPT_BYTES);
	const char *end = looked > 0 ? g_strstr_len(bytes, (gssize)looked, "\n\n") : NULL;
	g_autofree char *head =
		g_strndup(bytes, end != NULL ? (gsize)(end - bytes) : looked);
	g_autofree char *closed = g_strconcat(head, "\n\n", NULL);
	g_autoptr(GBytes) part = g_bytes_new(closed, strlen(closed));
	message = message_read(part, &MESSAGE_LIMITS_DEFAULT, NULL);
	if (message != NULL)
		return message;
	g_autoptr(GBytes) nothing = g_bytes_new_static("X: \n\n", 5);
	return message_read(nothing, &MESSAGE_LIMITS_DEFAULT, NULL);
}

static void print_line(const char *name, const json_t *value)
{
	if (value == NULL || json_is_null(value) ||
	    (json_is_array(value) && json_array_size(value) == 0) ||
	    (json_is_object(value) && json_object_size(value) == 0))
		return;
	g_autofree char *text =
		json_is_string(value) ? g_strdup(json_string_value(value))
				      : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	printf("%-13s %s\n", name, text);
}

static void print_plain(const json_t *object)
{
	static const char *const names[] = {
		"file",	  "trouble",	"from",	    "to",	  "subject",
		"date",	  "message_id", "origin",   "may_answer", "reason",
		"proof",  "tag",	"project",  "attributes", "fields",
		"thread", "bounce",	"commands", "position",	  "attachments"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		print_line(names[i], json_object_get(object, names[i]));
	const json_t *text = json_object_get(object, "text");
	output_heading("new text");
	output_text(json_get_text(text, "new"), 2);
}

static void inspect(const MailFile *file, void *data)
{
	Inspection *inspection = data;
	g_autofree char *trouble = NULL;
	Message *message =
		read_whatever(file->raw, file->fd, inspection->limits, &trouble);
	g_autoptr(SignatureFacts) signature =
		message->is_signed && inspection->gnupg_home != NULL
			? signature_verify(file->raw, inspection->gnupg_home)
			: NULL;
	g_autoptr(Reading) reading = reading_new(message, inspection->input);
	reading_judge(reading, inspection->input, false, signature);
	g_autoptr(json_t) object = reading_json(reading);
	/* That a stream is an mbox is known only now. */
	bool one_line = inspection->one_line || file->is_part;
	if (one_line)
		json_object_set_new(object, "file", json_text(file->name));
	if (trouble != NULL)
		json_object_set_new(object, "trouble",
				    json_pack("[o]", json_text(trouble)));
	if (inspection->is_json)
		output_json(json_incref(object), one_line);
	else
		print_plain(object);
}

static int inspect_all(const Invocation *invocation, const ReadingInput *input,
		       const MessageLimits *limits, const char *gnupg_home)
{
	char **paths = invocation->arguments;
	bool is_many = g_strv_length(paths) > 1 || mail_files_is_collection(paths[0]);
	Inspection inspection = {.input = input,
				 .limits = limits,
				 .gnupg_home = gnupg_home,
				 .is_json = invocation_has(invocation, "json"),
				 .one_line = is_many};
	int status = 0;
	for (int i = 0; paths[i] != NULL; i++) {
		g_autoptr(GError) error = NULL;
		if (!mail_files_each(paths[i], inspect, &inspection, &error))
			status = output_fault(error);
	}
	return status;
}

static int inspect_without(const Invocation *invocation)
{
	g_autoptr(GPtrArray) problems = problems_new();
	g_autofree char *path = config_share_path("rules/default.rules");
	g_autoptr(Config) config = config_read_rules_only(path, problems);
	if (config == NULL) {
		output_problems(problems);
		return EXIT_SETUP;
	}
	g_autoptr(Rules) rules = rules_new(config->settings, NULL, problems);
	ReadingInput input = {.rules = rules, .marks = {.noise = config->noise}};
	return inspect_all(invocation, &input, &MESSAGE_LIMITS_DEFAULT, NULL);
}

int cmd_inspect(const Invocation *invocation)
{
	if (!invocation->has_config)
		return inspect_without(invocation);
	int status = 0;
	g_autoptr(World) world = world_new();
	g_autoptr(Engine) engine = output_open_engine(invocation->config_path, world,
						      OUTPUT_STORE_NONE, &status);
	if (engine == NULL)
		return status;
	/* The keys tell our own tokens; without a store there are none yet. */
	if (g_file_test(engine->config->store, G_FILE_TEST_EXISTS))
		(void)engine_open_reader(engine, NULL);
	return inspect_all(invocation, &engine->input, &engine->limits,
			   engine->config->trust.gnupg_home);
}
