/* render.c: notices into mails.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/render.h"

#include <string.h>

#include "base/text.h"
#include "mail/compose.h"
#include "store/history.h"

#define SUBJECT_LABEL "Subject: "

static char *token_of(const Engine *engine, const Notice *notice, int64_t held)
{
	const char *person = notice->person != NULL ? notice->person : notice->address;
	if (notice->asks_to_confirm) {
		int64_t mail = notice->confirms != 0 ? notice->confirms : held;
		g_autofree char *item = g_strdup_printf("H-%" G_GINT64_FORMAT, mail);
		return token_make(engine->keys, item, person, 0);
	}
	if (g_str_equal(notice->kind, "digest")) {
		g_autofree char *item =
			g_strdup_printf("G-%" G_GINT64_FORMAT, notice->serial);
		return token_make(engine->keys, item, person, 0);
	}
	return token_make(engine->keys, notice->item != NULL ? notice->item : "", person,
			  notice->serial);
}

/* Each button becomes a mail already written; the reference line proves it where
 * plus-addresses get lost. */
static void fill_buttons(const Notice *notice, const char *reply_to, const char *token)
{
	json_t *buttons = json_object_get(notice->model, "buttons");
	json_t *item = json_object_get(notice->model, "item");
	const char *title = json_get_text(item, "title");
	const char *name = NULL;
	json_t *button = NULL;
	g_autofree char *reference = token_reference_line(token);
	g_autofree char *subject =
		notice->item != NULL && title != NULL
			? g_strdup_printf("Re: [%s] %s", notice->item, title)
			: g_strdup("Re: your answer");
	json_object_foreach(buttons, name, button)
	{
		const char *body = json_get_text(button, "body");
		g_autofree char *text = g_strdup_printf(
			"%s\n\n%s\n", body != NULL ? body : "", reference);
		g_autofree char *href = compose_mailto(reply_to, subject, text);
		json_object_set_new(button, "href", json_text(href));
	}
}

/* Those of the lines of a roll-up reply to what each line carries. */
static void fill_line_buttons(const Engine *engine, const Notice *notice)
{
	size_t i = 0, j = 0;
	json_t *line = NULL, *button = NULL;
	json_array_foreach(json_object_get(notice->model, "lines"), i, line)
	{
		g_autofree char *subject =
			g_strdup_printf("Re: %s", json_get_text(line, "subject"));
		json_array_foreach(json_object_get(line, "buttons"), j, button)
		{
			const char *token = json_get_text(button, "token");
			g_autofree char *address =
				token_address(engine->config->address, token);
			g_autofree char *reference = token_reference_line(token);
			g_autofree char *text = g_strdup_printf(
				"%s\n\n%s\n", json_get_text(button, "body"), reference);
			g_autofree char *href = compose_mailto(address, subject, text);
			json_object_set_new(button, "href", json_text(href));
		}
	}
}

/* Header lines, a blank line, the text. */
static void split_rendered(const char *rendered, char **out_subject, char **out_text)
{
	const char *end = strstr(rendered, "\n\n");
	const char *start = g_str_has_prefix(rendered, SUBJECT_LABEL)
				    ? rendered + strlen(SUBJECT_LABEL)
				    : rendered;
	g_autofree char *line = g_strndup(start, strcspn(start, "\n"));
	*out_subject = text_single_line(line, 400);
	*out_text = g_strdup(end != NULL ? end + 2 : "");
}

static bool render_bodies(const Engine *engine, const Notice *notice, char **out_subject,
			  char **out_text, char **out_html, GError **error)
{
	g_autofree char *text_file = g_strconcat(notice->template, ".txt", NULL);
	g_autofree char *html_file = g_strconcat(notice->template, ".html", NULL);
	const Template *text = templates_find(engine->templates, text_file);
	const Template *html = templates_find(engine->templates, html_file);
	if (text == NULL)
		return fault(error, FAULT_SETUP, "template %s is missing", text_file);
	g_autofree char *rendered =
		template_render(text, notice->model, engine->templates);
	split_rendered(rendered, out_subject, out_text);
	if (html != NULL)
		*out_html = template_render(html, notice->model, engine->templates);
	return true;
}

static GPtrArray *references_of(const Notice *notice)
{
	GPtrArray *references = g_ptr_array_new_with_free_func(g_free);
	if (notice->root != NULL)
		g_ptr_array_add(references, g_strdup(notice->root));
	if (notice->in_reply_to != NULL &&
	    g_strcmp0(notice->in_reply_to, notice->root) != 0)
		g_ptr_array_add(references, g_strdup(notice->in_reply_to));
	return references;
}

static const Zone *zone_of(const Engine *engine, const Notice *notice)
{
	const Person *person = notice->person != NULL
				       ? people_find(engine->people, notice->person)
				       : NULL;
	return person != NULL ? person->zone : people_zone(engine->people);
}

static OutboxRow *row_of(const Notice *notice, Instant now, const char *message_id,
			 GBytes *bytes)
{
	OutboxRow *row = g_new0(OutboxRow, 1);
	row->key = g_strdup(notice->key);
	row->notice = g_strdup(notice->kind);
	row->item = g_strdup(notice->item);
	row->person = g_strdup(notice->person);
	row->address = g_strdup(notice->address);
	row->message_id = g_strdup(message_id);
	row->queued = now;
	row->try_at = notice->try_at;
	row->expires = notice->expires;
	row->pace = notice->pace;
	row->free_at = notice->free_at;
	row->due = notice->due;
	row->sent = INSTANT_NONE;
	row->echo = g_strdup(notice->echo);
	row->is_urgent = notice->is_urgent;
	row->cause = outbox_cause_of(notice);
	row->is_bulk = notice->is_bulk;
	row->bytes = g_bytes_ref(bytes);
	return row;
}

OutboxRow *render_notice(const Engine *engine, Instant now, const Notice *notice,
			 int64_t held, GError **error)
{
	const Config *config = engine->config;
	g_autofree char *token = token_of(engine, notice, held);
	g_autofree char *reply_to = token_address(config->address, token);
	g_autofree char *message_id = token_message_id(engine->keys, notice->key,
						       strrchr(config->address, '@') + 1);
	g_autofree char *list_id = g_strdup_printf("%s.mailmoot", config->name);
	g_autofree char *unsubscribe = compose_mailto(reply_to, "digest", "digest off");
	g_autofree char *subject = NULL, *text = NULL, *html = NULL, *history = NULL;
	/* Every mailbox that holds our mails holds a witness of the history. */
	if (notice->item != NULL &&
	    !history_head(engine->store, notice->item, &history, error))
		return NULL;
	fill_buttons(notice, reply_to, token);
	fill_line_buttons(engine, notice);
	if (!render_bodies(engine, notice, &subject, &text, &html, error))
		return NULL;
	g_autoptr(Address) from = address_new(config->name, config->address);
	g_autoptr(Address) to = address_new(notice->name, notice->address);
	g_autoptr(GPtrArray) references = references_of(notice);
	g_autofree char *calendar =
		notice->invite != NULL ? invite_write(notice->invite) : NULL;
	g_autoptr(GBytes) file =
		calendar != NULL ? g_bytes_new(calendar, strlen(calendar)) : NULL;
	DraftPart part = {.name = "window.ics",
			  .type = calendar != NULL ? invite_type(notice->invite) : NULL,
			  .content = file};
	g_autoptr(GPtrArray) parts = g_ptr_array_new();
	if (calendar != NULL)
		g_ptr_array_add(parts, &part);
	Draft draft = {
		.from = from,
		.to = to,
		.reply_to = reply_to,
		.subject = subject,
		.message_id = message_id,
		.in_reply_to = notice->in_reply_to,
		.references = references,
		.date = MAX(now, notice->try_at),
		.date_offset_minutes = zone_offset_seconds(zone_of(engine, notice),
							   MAX(now, notice->try_at)) /
				       60,
		.item = notice->item,
		.notice = notice->kind,
		.history = history,
		.instance = engine->instance,
		.is_answer = notice->is_answer,
		.is_bulk = notice->is_bulk,
		.list_id = list_id,
		.unsubscribe = unsubscribe,
		.text = text,
		.html = html,
		.parts = parts,
	};
	g_autoptr(GBytes) bytes = compose_mail(&draft, error);
	return bytes != NULL ? row_of(notice, now, message_id, bytes) : NULL;
}
