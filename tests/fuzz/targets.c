/* targets.c: the parsers that read what strangers write.
 *
 * SPDX-License-Identifier: MIT */
#include "targets.h"

#include <string.h>

#include "base/config.h"
#include "base/text.h"
#include "calendar/when.h"
#include "mail/address.h"
#include "mail/charset.h"
#include "mail/flowed.h"
#include "mail/html.h"
#include "mail/proof_results.h"
#include "mail/template.h"
#include "transport/edge_message.h"
#include "transport/smtp.h"
#include "workflow/reading.h"
#include "workflow/vote.h"

#define RULES "rules/default.rules"

/* Both live as long as the program. */
static Config *config_of_rules;
static Rules *rules;
static char *folder;

void fuzz_prepare(void)
{
	g_autoptr(GPtrArray) problems = problems_new();
	config_of_rules = config_read_rules_only(RULES, problems);
	g_assert_nonnull(config_of_rules);
	rules = rules_new(config_of_rules->settings, NULL, problems);
	folder = g_dir_make_tmp("mailmoot-fuzz-XXXXXX", NULL);
}

static void check_text(const char *text)
{
	g_assert_true(g_utf8_validate(text, -1, NULL));
	for (const char *c = text; *c != '\0'; c++)
		g_assert_true((unsigned char)*c >= 0x20 || *c == '\n' || *c == '\t');
}

static void check_line(const char *text)
{
	check_text(text);
	g_assert_null(strpbrk(text, "\r\n"));
}

/* The whole way of a mail, as `inspect` goes it. */
static void fuzz_message(const uint8_t *bytes, size_t length)
{
	g_autoptr(GBytes) raw = g_bytes_new(bytes, length);
	g_autoptr(GError) error = NULL;
	Message *message = message_read(raw, &MESSAGE_LIMITS_DEFAULT, &error);
	if (message == NULL) {
		g_assert_error(error, FAULT, FAULT_UNREADABLE);
		return;
	}
	check_text(message->text);
	check_line(message->subject);
	for (guint i = 0; i < message->headers->len; i++)
		check_line(((Header *)g_ptr_array_index(message->headers, i))->value);
	ReadingInput input = {.rules = rules};
	g_autoptr(Reading) reading = reading_new(message, &input, false, NULL);
	g_autoptr(json_t) json = reading_json(reading);
	g_autofree char *text = json_dumps(json, JSON_COMPACT);
	g_assert_nonnull(text);
}

static char *clean(const uint8_t *bytes, size_t length)
{
	return text_clean((const char *)bytes, (ssize_t)length);
}

static size_t count_words(const char *text)
{
	size_t count = 0;
	g_auto(GStrv) words = g_strsplit_set(text, " \t\n", -1);
	for (char **word = words; *word != NULL; word++)
		count += **word != '\0';
	return count;
}

/* Nothing a person wrote is lost: the three parts hold every word. */
static void fuzz_quote(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = clean(bytes, length);
	g_autoptr(QuoteParts) parts = quote_split(text, "Ann Smith");
	g_assert_cmpuint(count_words(parts->new_text) + count_words(parts->quoted) +
				 count_words(parts->signature),
			 ==, count_words(text));
}

static void fuzz_subject(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = clean(bytes, length);
	g_autofree char *line = text_single_line(text, 2000);
	g_autoptr(Tag) tag = tag_read(line, rules);
	check_line(tag->title);
}

static void fuzz_fields(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = clean(bytes, length);
	g_autoptr(Fields) fields = field_read(text);
	g_auto(GStrv) lines = text_lines(text);
	g_assert_cmpint(fields->lines, <=, (int)g_strv_length(lines));
}

static void fuzz_commands(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = clean(bytes, length);
	g_autoptr(Commands) commands = command_read(text, 0, true, "ann@acme.example");
	g_assert_cmpuint(commands->commands->len, <=, 10);
}

static void fuzz_dates(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = clean(bytes, MIN(length, (size_t)400));
	WhenInput input = {.zone = zone_find("Europe/Berlin"), .now = 1772442000};
	g_autoptr(When) when = when_read(text, &input);
	g_assert_true(when->understood == (when->error == NULL));
	Duration duration;
	g_autofree char *error = NULL;
	if (!duration_read(text, &duration, &error))
		g_assert_nonnull(error);
	g_autoptr(GError) why = NULL;
	g_autoptr(Leave) leave = leave_read(text, "li", input.zone, input.now, &why);
	g_assert_true((leave == NULL) == (why != NULL));
	g_assert_true(leave == NULL || leave->end > leave->start);
	Instant end = leave_suggested_end(text, input.zone, input.now);
	g_assert_true(end == INSTANT_NONE || end > input.now);
}

static void fuzz_addresses(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = clean(bytes, MIN(length, (size_t)65536));
	g_autoptr(GPtrArray) list = address_read_list(text, 100);
	g_assert_cmpuint(list->len, <=, 100);
	for (guint i = 0; i < list->len; i++)
		check_line(((Address *)g_ptr_array_index(list, i))->name);
}

static void fuzz_results(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = clean(bytes, length);
	g_autoptr(Results) results = results_read(text);
	(void)results;
}

static void fuzz_template(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = clean(bytes, length);
	g_autoptr(GError) error = NULL;
	g_autoptr(Template) template = template_parse("x", text, TEMPLATE_HTML, &error);
	if (template == NULL) {
		g_assert_error(error, FAULT, FAULT_SETUP);
		return;
	}
	g_autoptr(json_t) model =
		json_pack("{s:[i,i],s:{s:s},s:b}", "a", 1, 2, "b", "c", "<d>", "e", 1);
	g_autofree char *rendered = template_render(template, model, NULL);
	g_assert_nonnull(rendered);
}

/* Rules and configuration: any file gives sections or mistakes with a line. */
static void fuzz_settings(const uint8_t *bytes, size_t length)
{
	g_autofree char *path = g_build_filename(folder, "x.conf", NULL);
	g_assert_true(
		g_file_set_contents(path, (const char *)bytes, (gssize)length, NULL));
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Config) config = config_read_rules_only(path, problems);
	if (config == NULL)
		return;
	Rules *read = rules_new(config->settings, NULL, problems);
	rules_free(read);
}

static void fuzz_html(const uint8_t *bytes, size_t length)
{
	g_autofree char *utf8 =
		charset_decode("utf-8", (const char *)bytes, MIN(length, (size_t)100000));
	g_autofree char *text = html_to_text(utf8);
	g_assert_true(g_utf8_validate(text, -1, NULL));
	g_autofree char *joined = flowed_join(text, length % 2 == 0);
	g_assert_nonnull(joined);
}

/* An edge that was taken over speaks to the core. */
static void fuzz_edge(const uint8_t *bytes, size_t length)
{
	bool has_fd = false;
	g_autoptr(EdgeMessage) message = edge_message_decode(bytes, length, &has_fd);
	if (message == NULL)
		return;
	g_autoptr(GBytes) again = edge_message_encode(message);
	g_assert_cmpuint(g_bytes_get_size(again), >=, 4);
}

static void fuzz_smtp(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = clean(bytes, length);
	SmtpFeatures features = smtp_read_features(text);
	(void)features;
	g_autoptr(GBytes) mail = g_bytes_new(bytes, length);
	g_autoptr(GBytes) data = smtp_encode_data(mail);
	gsize size = 0;
	const char *encoded = g_bytes_get_data(data, &size);
	/* The one line that is a dot alone is the last. */
	const char *dot =
		size > 3 ? g_strstr_len(encoded, (gssize)size, "\r\n.\r\n") : NULL;
	g_assert_true(dot == NULL || dot == encoded + size - 5);
}

const FuzzTarget fuzz_targets[] = {
	{"message", fuzz_message,
	 "tests/mail ../shared/corpus/mime ../shared/corpus/bounce"},
	{"quote", fuzz_quote, "../shared/corpus/reply ../shared/corpus/signature"},
	{"subject", fuzz_subject, "tests/fuzz/seeds/subject"},
	{"fields", fuzz_fields, "tests/fuzz/seeds/fields"},
	{"commands", fuzz_commands, "tests/fuzz/seeds/commands"},
	{"dates", fuzz_dates, "tests/fuzz/seeds/dates"},
	{"addresses", fuzz_addresses, "tests/fuzz/seeds/addresses"},
	{"results", fuzz_results, "tests/fuzz/seeds/results"},
	{"template", fuzz_template, "templates"},
	{"settings", fuzz_settings, "rules"},
	{"html", fuzz_html, "templates"},
	{"edge", fuzz_edge, "tests/fuzz/seeds/fields"},
	{"smtp", fuzz_smtp, "tests/fuzz/seeds/fields"},
};
const size_t fuzz_target_count = G_N_ELEMENTS(fuzz_targets);
