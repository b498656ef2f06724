/* cmd_digest.c: what the next digest of a person would say. Changes nothing.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/output.h"
#include "engine/digests.h"

static int print_digest(const Engine *engine, const json_t *model, bool is_html)
{
	const Template *template =
		templates_find(engine->templates, is_html ? "digest.html" : "digest.txt");
	if (template == NULL) {
		fprintf(stderr, "mailmoot: template digest is missing\n");
		return EXIT_SETUP;
	}
	g_autofree char *text = template_render(template, model, engine->templates);
	printf("%s", text);
	return 0;
}

int cmd_digest(const Invocation *invocation)
{
	int status = 0;
	g_autoptr(GError) error = NULL;
	g_autoptr(json_t) model = NULL;
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	if (world == NULL)
		return EXIT_USAGE;
	g_autoptr(Engine) engine = output_open_engine(invocation->config_path, world,
						      OUTPUT_STORE_READ, &status);
	if (engine == NULL)
		return status;
	if (!people_resolve(engine->people, invocation->arguments[0], ids) ||
	    ids->len != 1) {
		fprintf(stderr, "mailmoot: '%s' is not one person\n",
			invocation->arguments[0]);
		return EXIT_INPUT;
	}
	const Person *person = people_find(engine->people, g_ptr_array_index(ids, 0));
	if (!digests_preview(engine, world_now(world), person, &model, &error))
		return output_fault(error);
	return print_digest(engine, model, invocation_has(invocation, "html"));
}
